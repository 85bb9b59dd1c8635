#!/usr/bin/env node
/** argv → command → report → exit code. The only file, beside `src/host`, that touches the process. */

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { HOST_NAMES, type HostName } from "./config.js";
import { COMMANDS, helpOf, usage, versionText, type CommandName } from "./help.js";
import { nearest } from "./nearest.js";
import { createProgress } from "./progress.js";
import { countText, FORMATS, report, type Format } from "./report.js";
import type { DeployFlags } from "./commands/deploy.js";
import type { Outcome, Run } from "./commands/outcome.js";
import "./host/memory.js";

const EXIT = { done: 0, errors: 1, usage: 2, fault: 70, interrupted: 130, terminated: 143 } as const;

class UsageError extends Error {}

// An end that never came (a promise of the site that never settles) is told, never taken for success.
process.exitCode = EXIT.fault;
let ended = false;
process.on("exit", (code) => {
  if (!ended && code === EXIT.fault) process.stderr.write("handbill: the work stopped before its end: something that it waited for never came, such as a promise in a data file that never settles.\n");
});
const end = (code: number): void => {
  ended = true;
  process.exitCode = code;
};
process.once("SIGINT", () => process.exit((ended = true) && EXIT.interrupted));
process.once("SIGTERM", () => process.exit((ended = true) && EXIT.terminated));
// A reader that goes away (`| head`) loses the rest of the text; the exit code still says how the work ended.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exit((ended = true) && EXIT.fault);
  });
}
// What the site's own code throws with nobody waiting for it, too, is told in a line, and is no finding about a page.
process.on("uncaughtException", (error) => {
  sayFault(error);
  process.exit((ended = true) && EXIT.fault);
});

const OPTIONS = {
  root: { type: "string" },
  output: { type: "string" },
  drafts: { type: "boolean" },
  cache: { type: "boolean" },
  jobs: { type: "string" },
  explain: { type: "boolean" },
  base: { type: "string" },
  format: { type: "string" },
  quiet: { type: "boolean" },
  debug: { type: "boolean" },
  "dry-run": { type: "boolean" },
  rollback: { type: "boolean" },
  release: { type: "string" },
  preview: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  open: { type: "boolean" },
  as: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string | boolean>>;

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv);
  const [name, ...extra] = positionals;
  if (values.version === true) return print(process.stdout, versionText());
  if (name === undefined) return print(values.help === true ? process.stdout : process.stderr, usage(), values.help === true ? EXIT.done : EXIT.usage);
  if (!isCommand(name)) throw new UsageError(`There is no command \`${name}\`.${didYouMean(name, Object.keys(COMMANDS))}`);
  if (values.help === true) return print(process.stdout, helpOf(name));
  const { argument } = COMMANDS[name];
  if (argument === undefined && extra.length > 0) throw new UsageError(`\`handbill ${name}\` takes no argument \`${extra[0]}\`. Name the site's folder with --root.`);
  const isOptional = argument?.startsWith("[") === true;
  if (argument !== undefined && (extra.length > 1 || (extra.length === 0 && !isOptional))) throw new UsageError(`\`handbill ${name}\` takes one argument: ${argument}.`);
  for (const option of Object.keys(values)) {
    if (!COMMANDS[name].options.includes(option)) throw new UsageError(`\`handbill ${name}\` has no option --${option}.${didYouMean(option, COMMANDS[name].options, name)}`);
  }
  return runCommand(name, values, extra[0] ?? "");
}

async function runCommand(name: CommandName, values: Values, argument: string): Promise<number> {
  const format = readFormat(values.format);
  checkBase(text(values.base));
  const flags = {
    root: resolve(text(values.root) ?? "."),
    ...(text(values.output) !== undefined && { output: resolve(text(values.output) ?? "") }),
    ...(text(values.base) !== undefined && { base: text(values.base) ?? "/" }),
    drafts: values.drafts === true,
  };
  // Eleventy names files from the working directory; a page's bytes must not depend on where the command was run.
  try {
    process.chdir(flags.root);
  } catch {
    throw new UsageError(`There is no folder ${flags.root}. Name the site's folder with --root.`);
  }
  flags.root = process.cwd();
  const progress = createProgress(process.stderr, values.quiet !== true);
  const run: Run = { flags, pid: process.pid, jobs: readJobs(values.jobs), started: Math.round(performance.timeOrigin), useCache: values.cache !== false, explain: values.explain === true, progress: progress.tell };
  if (name === "preview") {
    const { preview } = await import("./commands/preview.js");
    const problem = await preview(flags, { port: readPort(values.port), as: readHost(values.as), started: run.started, say: (line) => void process.stderr.write(`${line}\n`) });
    return problem === undefined ? new Promise<never>(() => undefined) : finish({ diagnostics: [problem] }, format, flags.root, values.quiet === true);
  }
  if (name === "dev") return serveDev(run, values, progress.end);
  const outcome = await runOnce(name, run, argument, values);
  progress.end();
  return finish(outcome, format, flags.root, values.quiet === true);
}

/** Serves until the author ends it. What the site's own code throws meanwhile is told, and ends nothing. */
async function serveDev(run: Run, values: Values, progressEnds: () => void): Promise<number> {
  const [{ dev }, { createLineReader }] = await Promise.all([import("./commands/dev.js"), import("./host/files.js")]);
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", sayFault);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const readLine = createLineReader(run.flags.root);
  progressEnds();
  await dev(run, {
    port: readPort(values.port),
    host: text(values.host),
    open: values.open === true,
    quiet: values.quiet === true,
    say,
    sayProblems: (diagnostics) => process.stderr.write(report(diagnostics, "text", createLineReader(run.flags.root), usesColor())),
    readLine,
    fault: sayFault,
  });
  return EXIT.done;
}

async function runOnce(name: Exclude<CommandName, "preview" | "dev">, run: Run, argument: string, values: Values): Promise<Outcome> {
  if (name === "build") return (await import("./commands/build.js")).build(run);
  if (name === "check") return (await import("./commands/check.js")).check(run);
  if (name === "ci") return (await import("./commands/ci.js")).ci(run, argument, versionText().trim().split(" ")[1] ?? "");
  if (name === "deploy") return (await import("./commands/deploy.js")).deploy(run, argument === "" ? undefined : argument, readDeploy(values));
  if (name === "eject") return (await import("./commands/eject.js")).eject(run, argument);
  return (await import("./commands/explain.js")).explain(run, argument);
}

/** Prints what a command found: machine formats to standard output alone, text to standard error. */
async function finish({ diagnostics, summary, output, problem }: Outcome, format: Format, root: string, quiet: boolean): Promise<number> {
  if (output !== undefined) return print(process.stdout, format === "json" ? `${JSON.stringify(output.value, undefined, 2)}\n` : output.text);
  if (problem !== undefined && diagnostics.length === 0) return print(process.stderr, `handbill: ${problem}\n`, EXIT.errors);
  const { createLineReader } = await import("./host/files.js");
  const shown = quiet ? diagnostics.filter(({ level }) => level === "error") : diagnostics;
  const written = report(format === "text" ? shown : diagnostics, format, createLineReader(root), usesColor());
  (format === "text" ? process.stderr : process.stdout).write(written);
  const code = diagnostics.some(({ level }) => level === "error") ? EXIT.errors : EXIT.done;
  if (quiet) return code;
  const lines = [countText(diagnostics), summary ?? ""].filter((line) => line !== "");
  if (lines.length > 0) process.stderr.write(`${written !== "" && format === "text" ? "\n" : ""}${lines.join("\n")}\n`);
  return code;
}

function readArguments(argv: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, allowNegative: true } as Parameters<typeof parseArgs>[0]) as { values: Values; positionals: string[] };
  } catch (error) {
    const option = /'(--?[\w-]+)/.exec((error as Error).message)?.[1];
    const known = Object.keys(OPTIONS).map((name) => `--${name}`);
    const command = argv.find(isCommand);
    const meant = command === undefined ? known : COMMANDS[command].options.map((name) => `--${name}`);
    if (option !== undefined && !known.includes(option.replace("--no-", "--"))) throw new UsageError(`There is no option ${option}.${didYouMean(option, meant, command)}`);
    if ((error as Error).message.includes("ambiguous")) throw new UsageError(`The value of ${option ?? "an option"} begins with a hyphen; write it as ${option ?? "--option"}=-….`);
    throw new UsageError(`${(error as Error).message.split(".")[0]}.`);
  }
}

/** Whether text has colour (https://no-color.org: a variable that is empty says nothing). */
function usesColor(): boolean {
  const { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: terminal } = process.env;
  if (force !== "") return force !== "0" && force !== "false";
  return process.stderr.isTTY === true && no === "" && terminal !== "dumb";
}

function readFormat(value: unknown): Format {
  const format = FORMATS.find((known) => known === (value ?? "text"));
  if (format === undefined) throw new UsageError(`There is no format \`${String(value)}\`. The formats are ${FORMATS.join(", ")}.`);
  return format;
}

function readDeploy(values: Values): DeployFlags {
  const release = text(values.release);
  if (release !== undefined && values.rollback !== true) throw new UsageError("--release names the release that --rollback goes back to.");
  return { dryRun: values["dry-run"] === true, rollback: release ?? values.rollback === true, preview: text(values.preview) };
}

function readPort(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`A port is a number from 0 to 65535, not \`${String(value)}\`.`);
  return port;
}

function readHost(value: unknown): HostName | undefined {
  const host = HOST_NAMES.find((name) => name === value);
  if (value !== undefined && host === undefined) throw new UsageError(`There is no host \`${String(value)}\`. The hosts are ${HOST_NAMES.join(", ")}.`);
  return host;
}

function readJobs(value: unknown): number {
  if (value !== undefined && !/^[1-9]\d{0,3}$/.test(String(value))) throw new UsageError(`A number of workers is 1 or more, not \`${String(value)}\`.`);
  return value === undefined ? availableParallelism() : Number(value);
}

function checkBase(base = "/"): void {
  if (!/^\.\/?$/.test(base) && /[?#\\:\s]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(base)) throw new UsageError(`A base is the path of an address, such as /docs/, not \`${base}\`; ./ makes addresses relative.`);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function didYouMean(name: string, known: readonly string[], command?: string): string {
  const meant = nearest(name, known);
  return meant === undefined ? ` See \`handbill ${command === undefined ? "" : `${command} `}--help\`.` : ` Did you mean \`${meant}\`?`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function sayFault(error: unknown): void {
  const [message = "", stack = ""] = error instanceof Error ? [error.message.split("\n")[0], error.stack] : [String(error)];
  const more = process.argv.includes("--debug") ? `:\n${stack}` : "; --debug shows the stack.";
  process.stderr.write(`handbill: a fault of Handbill's own, or of the site's own code: ${message}\nIf it is Handbill's, please report it${more}\n`);
}

function print(stream: NodeJS.WriteStream, written: string, code: number = EXIT.done): number {
  stream.write(written);
  return code;
}

try {
  end(await main(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`handbill: ${error.message}\n`);
    end(EXIT.usage);
  } else {
    sayFault(error);
    end(EXIT.fault);
  }
}
// What a slow reader has not taken yet is still on its way.
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write("", done));
// Timers of the site's own code must not keep a finished command alive.
process.exit();
