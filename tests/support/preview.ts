/** `handbill preview`, as a program of its own. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./site.js";

export interface Previewed {
  readonly address: string;
  /** What it said when it began. */
  readonly said: string;
  close(): void;
}

/** Serves an output folder of the project, or the one that the site of `--root` names, and resolves when it does. */
export function preview(output: string | undefined, ...args: readonly string[]): Promise<Previewed> {
  const child = spawn(
    process.execPath,
    [
      join(PROJECT, "dist/cli.js"),
      "preview",
      ...(output === undefined ? [] : ["--output", output]),
      "--port",
      "0",
      ...args,
    ],
    { cwd: PROJECT, stdio: ["ignore", "ignore", "pipe"] },
  );
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (address !== undefined && said.includes("Ctrl-C"))
        resolve({ address, said, close: () => void child.kill() });
    });
    child.on("exit", () => reject(new Error(said)));
  });
}
