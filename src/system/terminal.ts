/** The user's terminal and browser. */

import { spawn } from "node:child_process";

/** Whether the terminal is interactive and can read keys. */
export function hasKeys(): boolean {
  return process.stdin.isTTY === true;
}

const CTRL_Z = "\u001a";

/**
 * Suspends the terminal's foreground programs, as Ctrl-Z does outside of raw mode, until the user resumes
 * them.
 */
function pause(): void {
  if (process.platform === "win32") return;
  process.stdin.setRawMode(false);
  process.kill(0, "SIGTSTP");
  // Delayed: after a suspension, this runs when the process resumes. If the process cannot be resumed, the
  // system does not suspend it.
  setTimeout(() => process.stdin.setRawMode(true), 50);
}

/**
 * Calls a function for each key of one character that is pressed in an interactive terminal. Gives a function
 * that stops this.
 */
export function onKeys(pressed: (key: string) => void): () => void {
  const { stdin } = process;
  if (!hasKeys()) return () => undefined;
  // Keys that are pressed quickly arrive together. Arrow and function keys arrive as sequences (ECMA-48,
  // 5.4).
  const onData = (data: Buffer): void => {
    for (const key of data.toString().replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|.)/g, "")) {
      if (key === CTRL_Z) pause();
      else pressed(key);
    }
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** Opens a URL in the user's browser. Calls `failed` if this is not possible. */
export function openBrowser(url: string, failed: () => void): void {
  const [command, args] = OPENERS[process.platform] ?? ["xdg-open", []];
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", failed);
  child.unref();
}

const OPENERS: Readonly<
  Partial<Record<NodeJS.Platform, readonly [command: string, args: readonly string[]]>>
> = {
  darwin: ["open", []],
  // `start` takes a first quoted text as a title.
  win32: ["cmd", ["/c", "start", ""]],
};

/** Editor names from the environment, the most specific first. */
export function editorNames(): readonly (string | undefined)[] {
  const { VISUAL, EDITOR, TERM_PROGRAM, __CFBundleIdentifier, TERMINAL_EMULATOR } = process.env;
  return [VISUAL, EDITOR, __CFBundleIdentifier, TERMINAL_EMULATOR, TERM_PROGRAM];
}
