/**
 * `handbill explain --config` of an Eleventy project: the equivalent of each setting in a site that
 * `defineSite` makes.
 */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { configTextOf, placeOfKey } from "../../config/positions.js";
import type { SiteKind } from "../../config/site-kind.js";
import { placeInStack } from "../../eleventy/failure.js";
import type { ProjectSetting } from "../../eleventy/project-settings.js";
import { REFUSED, REFUSED_KEYS, UNKNOWN_KEY } from "../../eleventy/user-config.js";
import type { Place } from "../../diagnostics/catalogue.js";
import type { CommandContext, CommandResult } from "../result.js";
import { failuresOf } from "./failures.js";
import { runAside } from "./run.js";

const STAGED = ".cache/handbill/explained";

/** A setting, its place and its equivalent. */
export interface MovedSetting {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly becomes: string;
}

export async function explainProjectSettings(
  { flags }: CommandContext,
  kind: SiteKind,
): Promise<CommandResult> {
  const { root } = flags;
  const staged = join(root, STAGED);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  try {
    const reported: ProjectSetting[] = [];
    const aside = await runAside(flags, kind, {
      staged: STAGED,
      runMode: "build",
      onSetting: (setting) => reported.push(setting),
    });
    if ("code" in aside) return { diagnostics: [aside] };
    const settings = reported.flatMap((setting) => moved(setting, root, kind.file));
    const failures = failuresOf(aside.run, root, kind.file).filter(({ code }) => code === "config-failed");
    return { diagnostics: failures, output: { text: textOf(settings), value: { settings } } };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function moved(setting: ProjectSetting, root: string, file: string | undefined): readonly MovedSetting[] {
  const { name, values, stack } = setting;
  const place = placeOf(setting, root, file);
  // Calls by Eleventy and Handbill themselves are not settings of the project.
  if (place === undefined) return [];
  const [first] = values;
  const text = stack === undefined ? `${name}: ${shownValue(first)}` : `${name}(${shownValue(first)})`;
  const { line } = place;
  return [
    {
      name: text,
      ...(place.file !== undefined && { file: place.file }),
      ...(line !== undefined && { line }),
      becomes: stack === undefined ? ofKey(name, first) : ofCall(name, values),
    },
  ];
}

function shownValue(value: unknown): string {
  if (typeof value === "function") return value.name;
  return typeof value === "object" && !Array.isArray(value) ? "…" : (JSON.stringify(value) ?? "");
}

function placeOf({ name, stack }: ProjectSetting, root: string, file = ""): Place | undefined {
  if (stack !== undefined) return placeInStack(stack, root);
  const keys = name.split(".");
  const text = configTextOf(root, file);
  return { file, ...(placeOfKey(text, ...keys) ?? placeOfKey(text, keys.at(-1) ?? "")) };
}

const STAYS = "stays as it is in `eleventy(config)`";

/** Calls that work unchanged, for which Handbill also has its own way. */
const ALSO: Readonly<Record<string, string>> = {
  addPassthroughCopy: "or move the files to public/",
  addGlobalData: "or put the data into content/_data/",
  addWatchTarget: "or import the file from the configuration",
};

function ofCall(name: string, values: readonly unknown[]): string {
  const refusal = REFUSED[name]?.(...values);
  if (refusal !== undefined) return refusal.join(" ");
  const also = ALSO[name];
  return also === undefined ? STAYS : `${STAYS}, ${also}`;
}

/** Folders that `defineSite` does not let you change. */
const FOLDERS: Readonly<Record<string, string>> = {
  "dir.input": "content/: move the pages there",
  "dir.output": "_site/, or `handbill build --output FOLDER`",
  "dir.includes": "layouts/: move the templates there",
  "dir.layouts": "layouts/: move the layouts there",
  "dir.data": "content/_data/: move the data there",
};

function ofKey(name: string, value: unknown): string {
  const folder = FOLDERS[name];
  if (folder !== undefined) return folder;
  if (name === "pathPrefix") return `\`base: ${JSON.stringify(value)}\``;
  const refusal = Object.hasOwn(REFUSED_KEYS, name) ? REFUSED_KEYS[name]?.(value) : UNKNOWN_KEY;
  return refusal === undefined ? `${STAYS}, which returns it` : refusal.join(" ");
}

function textOf(settings: readonly MovedSetting[]): string {
  if (settings.length === 0)
    return (
      "The configuration has no setting. Pages move to content/, layouts to layouts/, data to " +
      "content/_data/.\n"
    );
  return settings
    .map(
      ({ name, file = "", line, becomes }) =>
        `${name}  (${file}${line === undefined ? "" : `:${line}`})\n  ${becomes}\n`,
    )
    .join("");
}
