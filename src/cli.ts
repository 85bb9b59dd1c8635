#!/usr/bin/env node
/** argv → command → report → exit code. The only file, beside `src/host`, that touches the process. */

import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { COMMANDS, helpOf, usage, versionText, type CommandName } from "./help.js";
import { createProgress } from "./progress.js";
import { checkBase, didYouMean, isCommand, readArguments, readDeploy, readFormat, readHost, readJobs, readPort, text, UsageError, type Values } from "./options.js";
import { countText, report, type Format } from "./report.js";
import type { Outcome, Run } from "./commands/outcome.js";
import "./host/engine.js";

const EXIT = { done: 0, errors: 1, usage: 2, fault: 70, interrupted: 130, terminated: 143 } as const;

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
  const run: Run = { flags, pid: process.pid, jobs: readJobs(values.jobs) ?? availableParallelism(), started: Math.round(performance.timeOrigin), useCache: values.cache !== false, explain: values.explain === true, progress: progress.tell };
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

/** Whether text has colour (https://no-color.org: a variable that is empty says nothing). */
function usesColor(): boolean {
  const { FORCE_COLOR: force = "", NO_COLOR: no = "", TERM: terminal } = process.env;
  if (force !== "") return force !== "0" && force !== "false";
  return process.stderr.isTTY === true && no === "" && terminal !== "dumb";
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
