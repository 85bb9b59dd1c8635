/** Runs `handbill preview` as a separate process. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "./site.js";

export interface Previewed {
  readonly address: string;
  /** Its output at the start. */
  readonly said: string;
  close(): void;
}

/**
 * Serves an output folder of the project, or that of the site in `--root`. Resolves when the server is ready.
 */
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
