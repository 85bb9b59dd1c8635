/** What a command gives back: `run-program.ts` reports it, and makes the exit code of it. */

import type { ConfigFlags } from "../config/options.js";
import type { Diagnostic } from "../model/model.js";

export interface CommandResult {
  readonly diagnostics: readonly Diagnostic[];
  /** One line for people, when there is something to say beside the Diagnostics. */
  readonly summary?: string;
  /** What the command was asked for, for standard output: as text, and as a value for `--format json`. */
  readonly output?: { readonly text: string; readonly value: unknown };
  /** Why the command cannot do what it was asked for; the exit code is 1. */
  readonly problem?: string;
}

export interface CommandContext {
  readonly flags: ConfigFlags;
  /** The number of this process, for the lock. */
  readonly pid: number;
  /** When the command started, in milliseconds since 1970. */
  readonly started: number;
  /** How many threads may work at once; 1: the main one alone. */
  readonly jobs: number;
  /** Whether to say why each page is rendered. */
  readonly explain: boolean;
  /** Whether what earlier builds kept may be used. */
  readonly useCache: boolean;
  /** Tells how far the work is. */
  progress(stage: string, done?: number, total?: number): void;
}
