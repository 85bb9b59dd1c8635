/** Runs other programs. */

import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { hostname, userInfo } from "node:os";

export interface Ran {
  /** Undefined if the program does not exist. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell, so that arguments are never interpreted. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options?: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
  },
) => Promise<Ran>;

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Identifies this process for other processes: the user, the scope of the process id, and the id. */
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
    // A container can run as a user without a name.
    return "somebody";
  }
}

/** Containers with the same name can have separate process ids (pid_namespaces(7)). */
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
    // A character can be split between two chunks.
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => void (stderr += chunk));
    child.on("error", () => done({ code: undefined, stdout, stderr }));
    child.on("close", (code) => done({ code: code ?? 1, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });

/**
 * Sets an environment variable for a library that has no other setting, unless the variable is already set.
 */
export function setDefaultVariable(name: string, value: string): void {
  process.env[name] ??= value;
}
