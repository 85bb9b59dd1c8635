/** The commands and their help texts. */

import { readFileSync } from "node:fs";
import { packagePath } from "../utils/package-path.js";

export type CommandName =
  | "build"
  | "check"
  | "ci"
  | "deploy"
  | "dev"
  | "eject"
  | "explain"
  | "move"
  | "new"
  | "preview"
  | "report";

interface Command {
  readonly does: string;
  /** The argument after the command's name, in square brackets if it is optional. */
  readonly argument?: string;
  readonly options: readonly string[];
}

const COMMON = ["root", "config", "debug", "help", "quiet"];

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  build: {
    does: "writes the site to _site",
    options: [
      ...COMMON,
      "verbose",
      "output",
      "drafts",
      "cache",
      "jobs",
      "explain",
      "timing",
      "base",
      "format",
    ],
  },
  check: {
    does: "reports what a build would report, and writes nothing",
    options: [
      ...COMMON,
      "verbose",
      "against",
      "since",
      "write",
      "external",
      "fix",
      "dry-run",
      "list",
      "drafts",
      "cache",
      "jobs",
      "base",
      "format",
    ],
  },
  ci: {
    does: "writes a workflow that builds, checks and deploys the site",
    argument: "<github or gitlab>",
    options: [...COMMON],
  },
  deploy: {
    does: "uploads the built site",
    argument: "[target]",
    options: [
      ...COMMON,
      "verbose",
      "output",
      "base",
      "build",
      "anyway",
      "dry-run",
      "rollback",
      "release",
      "preview",
      "cache",
      "jobs",
      "format",
    ],
  },
  dev: {
    does: "starts the dev server, which shows each change as you save it",
    options: [...COMMON, "port", "host", "open", "base"],
  },
  eject: {
    does: "copies a file of the theme into the site, so that you can change it",
    argument: "<layout or file>",
    options: [...COMMON],
  },
  explain: {
    does: "explains a page: its source, layouts, data, links to it, and why it was last rendered",
    argument: "[URL or file]",
    options: [...COMMON, "drafts", "base", "format"],
  },
  move: {
    does: "moves a page or folder, rewrites the links to it, and keeps its old URLs as redirects",
    argument: "<from> <to>",
    options: [...COMMON, "dry-run", "format"],
  },
  new: {
    does: "creates a small site in a new or empty folder",
    argument: "<folder>",
    options: ["title", "debug", "help", "quiet"],
  },
  report: {
    does: "reports what changed since a commit: pages, words, URLs, weight, findings",
    options: [
      ...COMMON,
      "since",
      "format",
      "output",
      "preview-url",
      "screenshots",
      "drafts",
      "cache",
      "jobs",
      "base",
    ],
  },
  preview: { does: "serves the built site", options: [...COMMON, "output", "base", "as", "port"] },
};

/** The form and help text of each option. */
export const OPTION_TEXT: Readonly<Record<string, readonly [form: string, does: string]>> = {
  root: ["--root DIR", "folder of the site; default: the current folder"],
  config: [
    "--config FILE",
    "configuration file; default: the one in the site's folder. `explain --config` without a file: " +
      "what each setting of an Eleventy project becomes in a Handbill site",
  ],
  output: ["--output PATH", "output folder; default: _site. For `report`: a file; default: standard output"],
  since: [
    "--since REF",
    "compare with a git ref; auto: the commit where this branch started. `check` then " +
      "reports only new findings",
  ],
  "preview-url": ["--preview-url URL", "URL of a preview of the site, for the links of the report"],
  screenshots: [
    "--screenshots",
    "compare screenshots of the changed pages; needs playwright-core and a browser",
  ],
  drafts: ["--drafts", "include pages with draft: true"],
  external: ["--external", "also check links to other sites"],
  cache: ["--no-cache", "ignore the cache"],
  jobs: ["--jobs N", "number of threads; default: one for each core"],
  explain: ["--explain", "show why each page is rendered"],
  timing: [
    "--timing [FILE]",
    "show where the time went, by stage; with a file, also write it there as a trace for a " +
      "browser's profiler",
  ],
  base: ["--base /path/", "base path of the site, or ./ for relative URLs; default: /"],
  format: [
    "--format FORMAT",
    "text, json, sarif, github or gitlab; default: text. For `report`: markdown, json or html; " +
      "default: markdown",
  ],
  against: [
    "--against WHAT",
    "also report lost URLs and ids, compared with a URL, an output folder, a sitemap or a list of URLs",
  ],
  fix: ["--fix", "fix findings for which only one fix is possible"],
  write: [
    "--write",
    "write redirects and heading ids for what was lost, where the target is certain; with " +
      "--against or --since",
  ],
  list: ["--list", "list all checks with their levels in this site"],
  quiet: ["--quiet", "print errors only"],
  verbose: ["--verbose", "print every finding with all its locations"],
  debug: ["--debug", "show stack traces"],
  as: ["--as HOST", "answer as netlify, cloudflare, vercel, firebase, nginx or another of `hosts` does"],
  port: ["--port N", "port; default: 4000, or the next free port"],
  "dry-run": [
    "--dry-run",
    "show what would be uploaded, or the diff of a move or of what check would write, and change nothing",
  ],
  rollback: ["--rollback", "go back to the previous release"],
  preview: ["--preview NAME", "deploy to a separate URL with this name; for hosts with their own tool"],
  build: ["--build", "build the site first, and deploy it if it has no errors"],
  anyway: ["--anyway", "deploy a site that has errors, that changed since it was built, or that loses URLs"],
  release: ["--release ID", "with --rollback: the release to go back to"],
  host: [
    "--host ADDRESS",
    "also listen on this network address: 0.0.0.0 for all; default: this machine only",
  ],
  open: ["--open", "open the browser"],
  title: ["--title TEXT", "title of the site; default: from the name of the folder"],
  help: ["--help", "show this text"],
};

/** The text of `handbill --help`. */
export function usage(): string {
  const commands = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(10)}${does}`);
  return (
    "Handbill builds a site from a folder of Markdown.\n\nUsage: handbill <command> [options]\n\n" +
    `${commands.join("\n")}\n\nhandbill new my-site creates a site. handbill <command> --help lists ` +
    "the options of a command.\n"
  );
}

/** The text of `handbill <command> --help`. */
export function helpOf(name: CommandName): string {
  const { does, argument, options: known } = COMMANDS[name];
  const options = known
    .map((option) => OPTION_TEXT[option] ?? [`--${option}`, ""])
    .map(([form, does]) => `  ${form.padEnd(18)}${does}`);
  return (
    `handbill ${name}${argument === undefined ? "" : ` ${argument}`} ${does}.\n\n` + `${options.join("\n")}\n`
  );
}

/** `handbill 0.1.0`. */
export function versionText(): string {
  const { version } = JSON.parse(readFileSync(packagePath("package.json"), "utf8")) as { version: string };
  return `handbill ${version}\n`;
}
