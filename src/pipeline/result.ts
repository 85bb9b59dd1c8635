/** The result of a command. `run-program.ts` reports it and derives the exit code. */

import type { ConfigFlags } from "../config/options.js";
import type { Diagnostic } from "../model/model.js";

export interface CommandResult {
  readonly diagnostics: readonly Diagnostic[];
  /** One line for people, in addition to the Diagnostics. */
  readonly summary?: string;
  /** The requested output, for standard output: as text, and as a value for `--format json`. */
  readonly output?: { readonly text: string; readonly value: unknown };
  /** Why the command cannot do what the user requested. The exit code is 1. */
  readonly problem?: string;
}

export interface CommandContext {
  readonly flags: ConfigFlags;
  /** The id of this process, for the lock. */
  readonly pid: number;
  /** Start of the command, in milliseconds since 1970. */
  readonly started: number;
  /** Number of threads. With 1, the main thread does everything. */
  readonly jobs: number;
  /** Whether to print why each page is rendered. */
  readonly explain: boolean;
  /** Whether to use the cache of previous builds. */
  readonly useCache: boolean;
  /** Reports the progress of the work. */
  progress(stage: string, done?: number, total?: number): void;
  /** Begins a stage, for `--timing`. A new stage of `progress` begins by itself. */
  mark(stage: string): void;
}
