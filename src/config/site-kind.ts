/** Detects the kind of a site: with `defineSite`, or an Eleventy project. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { isObject } from "../utils/is-record.js";

export interface SiteKind {
  /**
   * "site": its pages are in content/ and go through Handbill's stages. "eleventy": Eleventy renders every
   * page.
   */
  readonly kind: "site" | "eleventy";
  /** The configuration file, relative to the root; undefined if there is none. */
  readonly file: string | undefined;
}

/** In Eleventy's order, followed by TypeScript files. */
export const CONFIG_FILES: readonly string[] = [
  ".eleventy.ts",
  ".eleventy.js",
  ".eleventy.mjs",
  ".eleventy.cjs",
  "eleventy.config.js",
  "eleventy.config.mjs",
  "eleventy.config.cjs",
  "eleventy.config.ts",
  "eleventy.config.mts",
];

/**
 * The kind of the site at `root`, or a diagnostic if it is unclear. `wanted` is a configuration file from the
 * command line. The configuration does not run: its text shows whether it calls `defineSite`.
 */
export function siteKind(root: string, wanted?: string): SiteKind | Diagnostic {
  if (wanted !== undefined) {
    if (!existsSync(join(root, wanted)))
      return diagnostic(
        "config-invalid",
        {},
        `The configuration file ${wanted} does not exist.`,
        "Write the path for --config from the site's folder.",
      );
    return kindOf(root, wanted);
  }
  const found = configFilesIn(root);
  const [file, other] = found;
  if (file === undefined) return withoutConfig(root);
  const kinds = found.map((name) => kindOf(root, name));
  // An Eleventy project may have several, and Eleventy uses the first.
  if (other !== undefined && kinds.some(({ kind }) => kind === "site"))
    return diagnostic(
      "config-invalid",
      { file: other, line: 1, column: 1 },
      `The folder has more than one configuration: ${found.join(" and ")}.`,
      `Keep one, or choose one: handbill build --config ${other}`,
    );
  return kindOf(root, file);
}

/** The configuration files of a folder. Eleventy reads the first. */
export function configFilesIn(root: string): readonly string[] {
  return CONFIG_FILES.filter((name) => existsSync(join(root, name)));
}

function kindOf(root: string, file: string): SiteKind {
  return { kind: isDefinedSite(join(root, file)) ? "site" : "eleventy", file };
}

/** Whether a configuration file calls `defineSite`, itself or through a file that it re-exports. */
function isDefinedSite(path: string, depth = 0): boolean {
  const text = readText(path)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/(?<=^|\s)\/\/.*$/gm, "");
  if (/\bdefineSite\b/.test(text)) return true;
  if (depth > 3) return false;
  const again = [
    ...text.matchAll(/^\s*export\s*\{[^}]*\bdefault\b[^}]*\}\s*from\s*["'](\.[^"']+)["']/gm),
    ...text.matchAll(/module\.exports\s*=\s*require\(\s*["'](\.[^"']+)["']\s*\)/g),
    ...[...text.matchAll(/^\s*import\s+([\w$]+)\s*from\s*["'](\.[^"']+)["']/gm)]
      .filter(([, name = ""]) =>
        new RegExp(`export\\s+default\\s+${name.replaceAll("$", "\\$")}\\s*(?:;|$)`, "m").test(text),
      )
      .map(([all, , from = ""]) => [all, from] as const),
  ];
  return again.some(([, from = ""]) => {
    const target = join(path, "..", from);
    const file = [target, target.replace(/\.js$/, ".ts"), `${target}.ts`, `${target}.js`].find(existsSync);
    return file !== undefined && isDefinedSite(file, depth + 1);
  });
}

function withoutConfig(root: string): SiteKind | Diagnostic {
  if (existsSync(join(root, "content"))) return { kind: "site", file: undefined };
  const signs = ["_includes", "_data", "src/_includes", "src/_data"].filter((name) =>
    existsSync(join(root, name)),
  );
  const { dependencies, devDependencies } = packageOf(root);
  if (signs.length === 0 && !("@11ty/eleventy" in { ...dependencies, ...devDependencies }))
    return { kind: "site", file: undefined };
  const sign = signs[0] === undefined ? "package.json names @11ty/eleventy" : `it has ${signs[0]}/`;
  return diagnostic(
    "config-invalid",
    {},
    `This folder looks like an Eleventy project (${sign}), but has no configuration file.`,
    "Write an eleventy.config.js: export default function (eleventyConfig) {}",
  );
}

function packageOf(root: string): Partial<Record<"dependencies" | "devDependencies", object>> {
  try {
    const read: unknown = JSON.parse(readText(join(root, "package.json")));
    return isObject(read) ? read : {};
  } catch {
    return {};
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
