/** Other programs. */

import { spawn } from "node:child_process";

export interface Ran {
  /** Undefined when there is no such program. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell, so that no argument is ever more than itself. */
export type RunProgram = (program: string, args: readonly string[], options?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string }) => Promise<Ran>;

export const runProgram: RunProgram = (program, args, { cwd, env, input = "" } = {}) =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
    child.on("error", () => done({ code: undefined, stdout, stderr }));
    child.on("close", (code) => done({ code: code ?? 1, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
