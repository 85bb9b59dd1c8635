/** The author's terminal and browser. */

import { spawn } from "node:child_process";

/** Whether somebody sits there whose keys are heard. */
export function hasKeys(): boolean {
  return process.stdin.isTTY === true;
}

const CTRL_Z = "\u001a";

/** Stops the programs that the terminal runs now, as Ctrl-Z does where it is no key, until the author has them go on. */
function pause(): void {
  if (process.platform === "win32") return;
  process.stdin.setRawMode(false);
  process.kill(0, "SIGTSTP");
  // Later: what is stopped gets here when it goes on; and where nobody could have it go on, the system stops nothing.
  setTimeout(() => process.stdin.setRawMode(true), 50);
}

/** Calls a function for each key of one character that is pressed, where somebody sits at a terminal; gives a function that ends it. */
export function onKeys(pressed: (key: string) => void): () => void {
  const { stdin } = process;
  if (!hasKeys()) return () => undefined;
  // Two keys that are pressed quickly come as one piece; arrows and function keys come as sequences (ECMA-48, 5.4).
  const heard = (data: Buffer): void => {
    for (const key of data.toString().replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|.)/g, "")) {
      if (key === CTRL_Z) pause();
      else pressed(key);
    }
  };
  stdin.setRawMode(true);
  stdin.on("data", heard);
  stdin.resume();
  return () => {
    stdin.off("data", heard);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** Opens an address in the author's browser; `failed` is called when there is no way to. */
export function openBrowser(address: string, failed: () => void): void {
  const [command, args] = OPENERS[process.platform] ?? ["xdg-open", []];
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", failed);
  child.unref();
}

const OPENERS: Readonly<
  Partial<Record<NodeJS.Platform, readonly [command: string, args: readonly string[]]>>
> = {
  darwin: ["open", []],
  // `start` takes a first text in quotes for a title.
  win32: ["cmd", ["/c", "start", ""]],
};

/** What the author's environment says about editors, the most telling first. */
export function editorNames(): readonly (string | undefined)[] {
  const { VISUAL, EDITOR, TERM_PROGRAM, __CFBundleIdentifier, TERMINAL_EMULATOR } = process.env;
  return [VISUAL, EDITOR, __CFBundleIdentifier, TERMINAL_EMULATOR, TERM_PROGRAM];
}
