/** Other programs. */

import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { hostname, userInfo } from "node:os";

export interface Ran {
  /** Undefined when there is no such program. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell, so that no argument is ever more than itself. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options?: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
  },
) => Promise<Ran>;

/** Whether a process of this machine lives. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** This process, for others: who runs it, and where its number means something. */
export function thisProcess(): { readonly who: string; readonly machine: string; readonly pid: number } {
  return {
    who: `${userName()}@${hostname()}`,
    machine: `${hostname()} ${processNumbers()}`,
    pid: process.pid,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run a user who has no name.
    return "somebody";
  }
}

/** Containers of one name may count their processes apart (pid_namespaces(7)). */
function processNumbers(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

export const runProgram: RunProgram = (program, args, { cwd, env, input = "" } = {}) =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    let [stdout, stderr] = ["", ""];
    // A character may come in two pieces.
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => void (stderr += chunk));
    child.on("error", () => done({ code: undefined, stdout, stderr }));
    child.on("close", (code) => done({ code: code ?? 1, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });

/** Gives a library that only listens to the environment a setting, unless the environment says otherwise. */
export function setDefaultVariable(name: string, value: string): void {
  process.env[name] ??= value;
}
