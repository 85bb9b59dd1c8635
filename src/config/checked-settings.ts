/**
 * Remembers the settings and the data files of the last build, which passed their checks. A build with the
 * same ones checks them no more, and need not load their schema.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { programHash } from "../system/program.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import { stableText } from "../utils/stable-text.js";

/** Schemas come from zod, so a site with one loads it anyway. */
const CODE: readonly string[] = ["eleventy", "markdown"];

/** The kind of what was checked. A file of the cache has its name. */
type Kind = "settings" | "data";

const fileOf = (root: string, kind: Kind) => join(root, `.cache/handbill/${kind}.json`);

/** The hash of settings as they are written, and of the program. Empty if they contain other code. */
export function settingsHash(options: object): string {
  const values = Object.entries(options).map(([key, value]: [string, unknown]) =>
    CODE.includes(key) && typeof value === "function" ? [key, "code"] : [key, "value", value],
  );
  return checkedHash(values);
}

/** The hash of values that are checked, and of the program. Empty if they contain code. */
export function checkedHash(values: readonly unknown[]): string {
  const text = stableText(values);
  return text === undefined ? "" : createHash("sha256").update(`${programHash()}\n${text}`).digest("hex");
}

/** Whether the settings or the data files with this hash passed their checks. */
export function areChecked(root: string, hash: string, kind: Kind): boolean {
  return hash !== "" && readSmallJson(fileOf(root, kind)) === hash;
}

/** For a build that used the settings or the data files with this hash. */
export function rememberChecked(root: string, hash: string, kind: Kind): void {
  if (hash !== "" && !areChecked(root, hash, kind)) writeSmallJson(fileOf(root, kind), hash);
}
