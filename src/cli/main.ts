/** argv → command → report → exit code. It only uses the process through `ProcessContext`. */

import { textOfValue } from "../utils/text-of-value.js";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { COMMANDS, helpOf, usage, versionText, type CommandName } from "./help.js";
import { runOnce } from "./run-once.js";
import { createTiming } from "./timing.js";
import { createProgress, type Terminal } from "./progress.js";
import {
  checkArguments,
  checkBase,
  didYouMean,
  isCommand,
  readArguments,
  readAddress,
  readFormat,
  readHost,
  readJobs,
  readPort,
  text,
  type Values,
} from "./args.js";
import { countText, manyText, report, type Format } from "../report/report.js";
import { UsageError } from "../system/usage-error.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";

export const EXIT = { done: 0, errors: 1, usage: 2, fault: 70, interrupted: 130, terminated: 143 } as const;

/** The parts of the process that the program uses. */
export interface ProcessContext {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** The environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The process id, for the lock. */
  readonly pid: number;
  readonly cores: number;
  /** The start of the work, in milliseconds since 1970. */
  readonly started: number;
  /** Whether the same process runs the program more than once. */
  readonly again: boolean;
  /** Changes the working directory and returns its real path; throws if that fails. */
  enter(folder: string): string;
  /** From now on, unhandled errors of the site's own code are reported and do not end the process. */
  surviveErrors(): void;
}

/** Runs a command and returns the exit code. */
export async function runProgram(argv: readonly string[], around: ProcessContext): Promise<number> {
  try {
    return await main(argv, around);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    return print(
      around.stderr,
      isUsage ? `handbill: ${error.message}\n` : faultText(error, argv),
      isUsage ? EXIT.usage : faultExit(error),
    );
  }
}

async function main(argv: readonly string[], around: ProcessContext): Promise<number> {
  const { stdout, stderr } = around;
  const { values, positionals } = readArguments(argv);
  const [name, ...extra] = positionals;
  if (values.version === true) return print(stdout, versionText());
  if (name === undefined)
    return print(
      values.help === true ? stdout : stderr,
      usage(),
      values.help === true ? EXIT.done : EXIT.usage,
    );
  if (!isCommand(name))
    throw new UsageError(`Unknown command \`${name}\`.${didYouMean(name, Object.keys(COMMANDS))}`);
  if (values.help === true) return print(stdout, helpOf(name));
  checkArguments(name, extra);
  for (const option of Object.keys(values)) {
    if (!COMMANDS[name].options.includes(option))
      throw new UsageError(
        `\`handbill ${name}\` has no option --${option}.${didYouMean(option, COMMANDS[name].options, name)}`,
      );
  }
  return runCommand(name, values, extra, argv, around);
}

/** A URL stays unchanged; a path is resolved from the current folder. */
function readAgainst(against: string | undefined): string | undefined {
  if (against === undefined) return undefined;
  if (!/^[a-z][a-z+.-]+:\/\//i.test(against) && against.trim() !== "") return resolve(against);
  if (/^https?:/i.test(against) && URL.canParse(against)) return against;
  throw new UsageError(
    `\`--against\` must be a path or a URL such as https://acme.example, not \`${against}\`.`,
  );
}

async function runCommand(
  name: CommandName,
  values: Values,
  given: readonly string[],
  argv: readonly string[],
  around: ProcessContext,
): Promise<number> {
  const format = name === "report" ? "text" : readFormat(values.format);
  checkBase(text(values.base));
  const flags = {
    root: resolve(text(values.root) ?? "."),
    ...((text(values.config) ?? "") !== "" && { config: text(values.config) ?? "" }),
    ...(text(values.output) !== undefined &&
      name !== "report" && { output: resolve(text(values.output) ?? "") }),
    ...(text(values.base) !== undefined && { base: text(values.base) ?? "/" }),
    drafts: values.drafts === true,
    again: around.again,
  };
  const against = readAgainst(text(values.against));
  const reportFile = name === "report" ? text(values.output) : undefined;
  const ofCaller = reportFile === undefined ? {} : { output: resolve(reportFile) };
  const traceFile = text(values.timing) && resolve(text(values.timing) ?? "");
  // Eleventy names files relative to the working directory. Output must not depend on where the command runs.
  try {
    flags.root = around.enter(flags.root);
  } catch {
    throw new UsageError(`The folder ${flags.root} does not exist. Use --root to choose the site's folder.`);
  }
  const progress = createProgress(around.stderr, values.quiet !== true);
  const timing = createTiming(around.started, Date.now);
  timing.mark("Reading the configuration");
  let shown = "";
  const context: CommandContext = {
    flags,
    pid: around.pid,
    jobs: readJobs(values.jobs) ?? around.cores,
    started: around.started,
    useCache: values.cache !== false,
    explain: values.explain === true,
    progress(stage, done, total) {
      if (stage !== shown) timing.mark(stage);
      shown = stage;
      progress.tell(stage, done, total);
    },
    mark: timing.mark,
  };
  const reportOptions = {
    format,
    root: flags.root,
    quiet: values.quiet === true,
    verbose: values.verbose === true,
  };
  if (name === "preview") {
    const { preview } = await import("../commands/preview.js");
    const problem = await preview(context, {
      port: readPort(values.port),
      as: readHost(values.as),
      say: (line) => void around.stderr.write(`${line}\n`),
    });
    return problem === undefined
      ? new Promise<never>(() => undefined)
      : finish({ diagnostics: [problem] }, reportOptions, around);
  }
  if (name === "dev") return serveDev(context, values, progress.end, argv, around);
  const outcome = await runOnce(name, context, given, around.variables, {
    ...values,
    ...ofCaller,
    ...(against !== undefined && { against: against }),
  });
  progress.end();
  timing.mark("Reporting");
  const code = await finish(outcome, reportOptions, around);
  if (traceFile !== undefined) around.stderr.write(`\n${timing.text()}`);
  if (traceFile !== undefined && traceFile !== "") writeTrace(traceFile, timing.trace());
  return code;
}

function writeTrace(file: string, trace: string): void {
  try {
    writeFileSync(file, trace);
  } catch (error) {
    throw new UsageError(`The trace cannot be written to ${file}: ${(error as Error).message}.`);
  }
}

/**
 * Serves until the author ends it. Unhandled errors of the site's own code are reported and do not end the
 * server.
 */
async function serveDev(
  context: CommandContext,
  values: Values,
  progressEnds: () => void,
  argv: readonly string[],
  { stderr, variables, surviveErrors }: ProcessContext,
): Promise<number> {
  const [{ dev }, { createLineReader }] = await Promise.all([
    import("../commands/dev.js"),
    import("../system/files.js"),
  ]);
  surviveErrors();
  const openLines = () => createLineReader(context.flags.root);
  progressEnds();
  await dev(context, {
    port: readPort(values.port),
    host: readAddress(values.host),
    open: values.open === true,
    quiet: values.quiet === true,
    say: (line) => void stderr.write(`${line}\n`),
    sayProblems: (diagnostics) =>
      void stderr.write(report(diagnostics, "text", openLines(), { color: usesColor(stderr, variables) })),
    openLines,
    fault: (error) => void stderr.write(faultText(error, argv)),
  });
  return EXIT.done;
}

interface ReportOptions {
  readonly format: Format;
  readonly root: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Prints the result of a command: machine formats to standard output, text to standard error. */
async function finish(
  { diagnostics, summary, output, problem }: CommandResult,
  { format, root, quiet, verbose }: ReportOptions,
  { stdout, stderr, variables }: ProcessContext,
): Promise<number> {
  if (output !== undefined)
    return print(stdout, format === "json" ? `${JSON.stringify(output.value, undefined, 2)}\n` : output.text);
  if (problem !== undefined && diagnostics.length === 0)
    return print(stderr, `handbill: ${problem}\n`, EXIT.errors);
  const { createLineReader } = await import("../system/files.js");
  const shown = quiet ? diagnostics.filter(({ level }) => level === "error") : diagnostics;
  const written = report(format === "text" ? shown : diagnostics, format, createLineReader(root), {
    color: usesColor(stderr, variables),
    verbose,
  });
  (format === "text" ? stderr : stdout).write(written);
  const code = diagnostics.some(({ level }) => level === "error") ? EXIT.errors : EXIT.done;
  const lines = (quiet ? [manyText(shown)] : [countText(diagnostics), summary ?? ""]).filter(
    (line) => line !== "",
  );
  if (lines.length > 0)
    stderr.write(`${written !== "" && format === "text" ? "\n" : ""}${lines.join("\n")}\n`);
  return code;
}

/** Whether to print colours. An empty variable counts as unset (https://no-color.org). */
function usesColor(
  { isTTY }: Terminal,
  { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: terminal }: ProcessContext["variables"],
): boolean {
  if (force !== "") return force !== "0" && force !== "false";
  return isTTY === true && no === "" && terminal !== "dumb";
}

/** Whether the system has run out of file handles. No code is at fault, and the next build may succeed. */
function isOutOfFiles(error: unknown): boolean {
  return ["EMFILE", "ENFILE"].includes((error as NodeJS.ErrnoException | null)?.code ?? "");
}

/** The exit code for an error that is not a finding about the site. */
export function faultExit(error: unknown): number {
  return isOutOfFiles(error) ? EXIT.errors : EXIT.fault;
}

/** The message for an error that is not a finding about the site. `--debug` adds the stack trace. */
export function faultText(error: unknown, argv: readonly string[]): string {
  if (isOutOfFiles(error))
    return (
      "handbill: The limit for open files is too low. Raise it, for example with `ulimit -n 1024`, " +
      "or use `--jobs 1`.\n"
    );
  const [message = "", stack = ""] =
    error instanceof Error ? [error.message.split("\n")[0], error.stack] : [textOfValue(error)];
  const more = argv.includes("--debug") ? `:\n${stack}` : ". Run it again with --debug for the stack trace.";
  return (
    `handbill: Unexpected error, in Handbill or in code of your site: ${message}\nIf it is in ` +
    `Handbill, please report it${more}\n`
  );
}

function print(stream: Terminal, written: string, code: number = EXIT.done): number {
  stream.write(written);
  return code;
}
