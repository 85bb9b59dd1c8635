/** The commands and what they say about themselves. */

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
  | "new"
  | "preview"
  | "report";

interface Command {
  readonly does: string;
  /** What it is about, after its name; in square brackets where it may be left out. */
  readonly argument?: string;
  readonly options: readonly string[];
}

const COMMON = ["root", "config", "debug", "help", "quiet"];

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  build: {
    does: "writes the site to _site",
    options: [...COMMON, "verbose", "output", "drafts", "cache", "jobs", "explain", "base", "format"],
  },
  check: {
    does: "says what a build would say, and writes nothing",
    options: [
      ...COMMON,
      "verbose",
      "against",
      "since",
      "external",
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
    does: "brings what was built to where it is served",
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
    does: "serves the site while you write, and shows each change at once",
    options: [...COMMON, "port", "host", "open", "base"],
  },
  eject: {
    does: "copies a file of the theme into the site, to be changed there",
    argument: "<layout or file>",
    options: [...COMMON],
  },
  explain: {
    does: "says what a page is made of, who links to it, and why it was last rendered",
    argument: "<address or file>",
    options: [...COMMON, "drafts", "base", "format"],
  },
  new: {
    does: "makes a small site to begin with, in a new or an empty folder",
    argument: "<folder>",
    options: ["title", "debug", "help", "quiet"],
  },
  report: {
    does: "writes what changed for readers since a commit: pages, words, URLs, weight, findings",
    options: [...COMMON, "since", "format", "output", "preview-url", "drafts", "cache", "jobs", "base"],
  },
  preview: { does: "serves what was built", options: [...COMMON, "output", "base", "as", "port"] },
};

/** The form of each option, and what it does. */
export const OPTION_TEXT: Readonly<Record<string, readonly [form: string, does: string]>> = {
  root: ["--root DIR", "the site's folder; default: the current one"],
  config: ["--config FILE", "the configuration file; default: the one in the site's folder"],
  output: [
    "--output PATH",
    "where the site is written; default: _site. For `report`, a file; default: standard output",
  ],
  since: [
    "--since REF",
    "compare with a git ref; auto: the commit at which this branch left its target. `check` then reports new findings alone",
  ],
  "preview-url": ["--preview-url URL", "link pages to this preview of the site"],
  drafts: ["--drafts", "include pages with draft: true"],
  external: ["--external", "also ask the web whether links to other sites lead somewhere"],
  cache: ["--no-cache", "do not use what earlier runs kept"],
  jobs: ["--jobs N", "how many threads work at once; default: one for each core"],
  explain: ["--explain", "say why each page is rendered"],
  base: ["--base /path/", "the path below which the site is served, or ./ for any; default: /"],
  format: [
    "--format FORMAT",
    "text, json, sarif, github or gitlab; default: text. For `report`: markdown, json or html; default: markdown",
  ],
  against: [
    "--against WHAT",
    "also say what an earlier release had and this one has not: its output folder, its sitemap (a file or an address), or a list of addresses",
  ],
  list: ["--list", "only say what is checked, and which level each finding has in this site"],
  quiet: ["--quiet", "only errors"],
  verbose: ["--verbose", "print every finding with all of its places; default: the first of many"],
  debug: ["--debug", "show stacks of faults"],
  as: ["--as HOST", "answer as netlify, cloudflare, vercel, firebase, nginx or another of `hosts` does"],
  port: ["--port N", "default: 4000, or the next that is free"],
  "dry-run": ["--dry-run", "say what would be done, and do nothing"],
  rollback: ["--rollback", "go back to the release before the last"],
  preview: [
    "--preview NAME",
    "not in place of the site, but beside it, under this name; for hosts with a tool of their own",
  ],
  build: ["--build", "build the site first, and deploy it if it has no errors"],
  anyway: ["--anyway", "deploy a site that has errors, that changed since it was built, or that loses URLs"],
  release: ["--release ID", "with --rollback: the release to go back to"],
  host: ["--host ADDRESS", "listen there too, such as 0.0.0.0 for all networks; default: this machine alone"],
  open: ["--open", "open the browser"],
  title: ["--title TEXT", "the site's name; default: made of the folder's"],
  help: ["--help", "this text"],
};

/** What `handbill --help` prints. */
export function usage(): string {
  const commands = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(10)}${does}`);
  return `Handbill makes a site from a folder of Markdown.\n\nUsage: handbill <command> [options]\n\n${commands.join("\n")}\n\nhandbill new my-site makes a site to begin with; handbill <command> --help lists a command's options.\n`;
}

/** What `handbill <command> --help` prints. */
export function helpOf(name: CommandName): string {
  const { does, argument, options: known } = COMMANDS[name];
  const options = known
    .map((option) => OPTION_TEXT[option] ?? [`--${option}`, ""])
    .map(([form, does]) => `  ${form.padEnd(18)}${does}`);
  return `handbill ${name}${argument === undefined ? "" : ` ${argument}`} ${does}.\n\n${options.join("\n")}\n`;
}

/** `handbill 0.1.0`. */
export function versionText(): string {
  const { version } = JSON.parse(readFileSync(packagePath("package.json"), "utf8")) as { version: string };
  return `handbill ${version}\n`;
}
