/** Parses and checks command-line arguments. */

import { parseArgs } from "node:util";
import type { ReportFlags } from "../commands/report.js";
import type { DeployFlags } from "../deploy/deploy.js";
import { isBase, type HostName } from "../config/options.js";
import { HOST_NAMES } from "../hosting/hosts.js";
import { COMMANDS, type CommandName } from "./help.js";
import { UsageError } from "../system/usage-error.js";
import { nearest } from "../utils/nearest.js";
import { FORMATS, type Format } from "../report/report.js";

const OPTIONS = {
  root: { type: "string" },
  config: { type: "string" },
  output: { type: "string" },
  drafts: { type: "boolean" },
  cache: { type: "boolean" },
  jobs: { type: "string" },
  against: { type: "string" },
  list: { type: "boolean" },
  fix: { type: "boolean" },
  write: { type: "boolean" },
  explain: { type: "boolean" },
  external: { type: "boolean" },
  base: { type: "string" },
  format: { type: "string" },
  quiet: { type: "boolean" },
  verbose: { type: "boolean" },
  debug: { type: "boolean" },
  "dry-run": { type: "boolean" },
  rollback: { type: "boolean" },
  release: { type: "string" },
  since: { type: "string" },
  "preview-url": { type: "string" },
  screenshots: { type: "boolean" },
  preview: { type: "string" },
  build: { type: "boolean" },
  anyway: { type: "boolean" },
  port: { type: "string" },
  host: { type: "string" },
  open: { type: "boolean" },
  as: { type: "string" },
  title: { type: "string" },
  help: { type: "boolean", short: "h" },
  timing: { type: "string" },
  version: { type: "boolean", short: "v" },
} as const;

export type Values = Partial<Record<keyof typeof OPTIONS, string | boolean>>;

export function readArguments(argv: readonly string[]): {
  readonly values: Values;
  readonly positionals: readonly string[];
} {
  try {
    return parseArgs({
      args: argv.map((word, at) => (isBare(argv, at) ? `${word}=` : word)),
      options: OPTIONS,
      allowPositionals: true,
      allowNegative: true,
    } as Parameters<typeof parseArgs>[0]) as { values: Values; positionals: string[] };
  } catch (error) {
    const option = /'(--?[\w-]+)/.exec((error as Error).message)?.[1];
    const known = Object.keys(OPTIONS).map((name) => `--${name}`);
    const command = argv.find(isCommand);
    const meant = command === undefined ? known : COMMANDS[command].options.map((name) => `--${name}`);
    if (option !== undefined && !known.includes(option.replace("--no-", "--")))
      throw new UsageError(`Unknown option ${option}.${didYouMean(option, meant, command)}`);
    if ((error as Error).message.includes("ambiguous"))
      throw new UsageError(
        `The value of ${option ?? "an option"} starts with a hyphen. Write it as ${option ?? "--option"}=-….`,
      );
    throw new UsageError(`${(error as Error).message.split(".")[0]}.`);
  }
}

/** Whether `--config` of `handbill explain`, or `--timing`, is without a value. */
function isBare(argv: readonly string[], at: number): boolean {
  const option = argv[at];
  const next = argv[at + 1] ?? "-";
  if (option === "--timing") return next.startsWith("-") || isCommand(next);
  return option === "--config" && argv.includes("explain") && next.startsWith("-");
}

export function readFormat(value: unknown): Format {
  const format = FORMATS.find((known) => known === (value ?? "text"));
  if (format === undefined)
    throw new UsageError(`Unknown format \`${String(value)}\`. Use one of ${FORMATS.join(", ")}.`);
  return format;
}

export function readDeploy(values: Values): DeployFlags {
  const release = text(values.release);
  if (release !== undefined && values.rollback !== true)
    throw new UsageError("`--release` only works with `--rollback`.");
  return {
    dryRun: values["dry-run"] === true,
    rollback: release ?? values.rollback === true,
    preview: text(values.preview),
    anyway: values.anyway === true,
  };
}

/** Checks a git ref. */
export function readSince(value: unknown): string {
  if (typeof value !== "string" || value.trim() === "")
    throw new UsageError(
      "Name the state to compare with: --since main, or --since auto for the commit where this branch " +
        "started.",
    );
  return value;
}

export function readReport(values: Values): Omit<ReportFlags, "since" | "variables"> {
  const format = (["markdown", "json", "html"] as const).find((one) => one === (values.format ?? "markdown"));
  if (format === undefined)
    throw new UsageError(`Unknown report format \`${String(values.format)}\`. Use markdown, json or html.`);
  const previewUrl = text(values["preview-url"]);
  if (previewUrl !== undefined && !/^https?:/i.test(previewUrl))
    throw new UsageError(
      `\`--preview-url\` takes a URL such as https://pr-12.acme.example, not \`${previewUrl}\`.`,
    );
  return { format, previewUrl, file: text(values.output), screenshots: values.screenshots === true };
}

/**
 * Whether `check` fixes findings: "write" in the files, "dry-run" as a diff. It fixes all findings, so it
 * cannot be combined with a comparison.
 */
export function readFix(values: Values): "write" | "dry-run" | undefined {
  const isDryRun = values["dry-run"] === true;
  if (values.fix !== true) {
    if (isDryRun && values.write !== true)
      throw new UsageError(
        "`check` only accepts --dry-run together with --fix. Write `handbill check --fix --dry-run`.",
      );
    return undefined;
  }
  const other = (["against", "external", "list", "since", "write"] as const).find(
    (name) => values[name] !== undefined,
  );
  if (other !== undefined)
    throw new UsageError(`--fix and --${other} cannot be combined. Run them one after the other.`);
  return isDryRun ? "dry-run" : "write";
}

/** Whether `check` writes redirects and ids for URLs of a previous release. */
export function readWrite(values: Values): "write" | "dry-run" | undefined {
  if (values.write !== true) return undefined;
  if ((values.against === undefined) === (values.since === undefined))
    throw new UsageError(
      "--write needs the previous release: --against with a URL or a folder, or --since with a git ref.",
    );
  const other = (["external", "list"] as const).find((name) => values[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(`--write and --${other} cannot be combined. Run them one after the other.`);
  return values["dry-run"] === true ? "dry-run" : "write";
}

export function readPort(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!/^\d+$/.test(String(value)) || port > 65535)
    throw new UsageError(`\`--port\` must be a number from 0 to 65535, not \`${String(value)}\`.`);
  return port;
}

/** The IP address to listen on. An empty text is refused, because Node would listen on all networks. */
export function readAddress(value: unknown): string | undefined {
  if (value === "")
    throw new UsageError("`--host` needs an IP address of this machine, or 0.0.0.0 for all networks.");
  return text(value);
}

export function readHost(value: unknown): HostName | undefined {
  const host = HOST_NAMES.find((name) => name === value);
  if (value !== undefined && host === undefined)
    throw new UsageError(`Unknown host \`${String(value)}\`. Use one of ${HOST_NAMES.join(", ")}.`);
  return host;
}

/** The folder of a new site. An empty text is refused: the current folder is `.`. */
export function readFolder(folder: string): string {
  if (folder === "" || /\p{Cc}/u.test(folder))
    throw new UsageError(
      "`handbill new` needs a folder name, such as my-site, or `.` for the current folder.",
    );
  return folder;
}

export function readTitle(value: unknown): string | undefined {
  if (value !== undefined && /^[\s\p{C}]*$/u.test(String(value)))
    throw new UsageError("`--title` needs a text.");
  return text(value);
}

export function readJobs(value: unknown): number | undefined {
  if (value !== undefined && !/^[1-9]\d{0,3}$/.test(String(value)))
    throw new UsageError(`\`--jobs\` must be a number of 1 or more, not \`${String(value)}\`.`);
  return value === undefined ? undefined : Number(value);
}

/** Checks the number of arguments of a command. */
export function checkArguments(name: CommandName, given: readonly string[]): void {
  const { argument } = COMMANDS[name];
  if (argument === undefined) {
    if (given.length > 0)
      throw new UsageError(
        `\`handbill ${name}\` does not take the argument \`${given[0]}\`. To choose the site's ` +
          "folder, use --root.",
      );
    return;
  }
  const isOptional = argument.startsWith("[");
  const wanted = argument.includes("> <") ? 2 : 1;
  if (given.length > wanted || (given.length < wanted && !isOptional))
    throw new UsageError(
      `\`handbill ${name}\` needs ${wanted === 1 ? "one argument" : "two arguments"}: ${argument}.`,
    );
}

export function checkBase(base = "/"): void {
  if (!isBase(base))
    throw new UsageError(
      `\`--base\` must be a path such as /docs/, or ./ for relative URLs, not \`${base}\`.`,
    );
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

export function didYouMean(name: string, known: readonly string[], command?: string): string {
  const meant = nearest(name, known);
  return meant === undefined
    ? ` See \`handbill ${command === undefined ? "" : `${command} `}--help\`.`
    : ` Did you mean \`${meant}\`?`;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
