/**
 * `handbill eject <file>`: copies one file of the default theme into the site, where it replaces the
 * original.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../system/files.js";
import { nearest } from "../utils/nearest.js";
import { ejected } from "../templates/ejected.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";
import { THEME } from "../pipeline/read-inputs.js";

/**
 * `wanted` is a layout (`docs`) or the path of a file in `layouts/` (`partials/header.njk`,
 * `styles/tokens.css`).
 */
export function eject({ flags: { root } }: CommandContext, wanted: string): CommandResult {
  const names = listFiles(join(THEME, ".."), "layouts")
    .value.map((path) => path.slice("layouts/".length))
    .filter((name) => /\.(?:njk|css|js)$/.test(name));
  const written = wanted.replace(/^(?:\.\/)?layouts\//, "");
  const name = [written, `${written}.njk`].find((candidate) => names.includes(candidate));
  if (name === undefined) {
    // `headr` means partials/header.njk. If two files have the same name, the first is suggested.
    const byName = new Map(names.toReversed().map((known) => [known.replace(/^.*\/|\.\w+$/g, ""), known]));
    const meant =
      nearest(written, names) ??
      byName.get(nearest(written.replace(/^.*\/|\.\w+$/g, ""), byName.keys()) ?? "");
    return {
      diagnostics: [],
      problem:
        "The theme has no file " +
        `\`${written}\`.${meant === undefined ? ` Its files are:\n  ${names.join("\n  ")}` : ` Did you mean \`${meant}\`?`}`,
    };
  }
  const target = join(root, "layouts", name);
  if (existsSync(target))
    return { diagnostics: [], problem: `layouts/${name} already exists. Nothing was changed.` };
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, ejected(name, readFileSync(join(THEME, name), "utf8")), { flag: "wx" });
  return {
    diagnostics: [],
    summary: `Created layouts/${name}. Your site now uses it instead of the theme's file.`,
  };
}
