/**
 * Remembers the settings of the last build, which passed their checks. A build with the same settings checks
 * them no more, and need not load their schema.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import { programHash } from "../system/program.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import { stableText } from "../utils/stable-text.js";

/** Schemas come from zod, so a site with one loads it anyway. */
const CODE: readonly string[] = ["eleventy", "markdown"];

const fileOf = (root: string) => join(root, ".cache/handbill/settings.json");

/** The hash of settings as they are written, and of the program. Empty if they contain other code. */
export function settingsHash(options: object): string {
  const values = Object.entries(options).map(([key, value]: [string, unknown]) =>
    CODE.includes(key) && typeof value === "function" ? [key, "code"] : [key, "value", value],
  );
  const text = stableText(values);
  return text === undefined ? "" : createHash("sha256").update(`${programHash()}\n${text}`).digest("hex");
}

/** Whether the settings with this hash passed their checks. */
export function areChecked(root: string, hash: string): boolean {
  return hash !== "" && readSmallJson(fileOf(root)) === hash;
}

/** For a build that used the settings with this hash. */
export function rememberChecked(root: string, hash: string): void {
  if (hash !== "" && !areChecked(root, hash)) writeSmallJson(fileOf(root), hash);
}
