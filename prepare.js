/**
 * Runs behind the compiler, before the package is packed or used: minifies the theme's scripts. Sites get them ready, and
 * need no minifier. Each stands in dist/theme-scripts.json by the hash of its text, so that one that has been edited since,
 * or is a site's own, is published as it is.
 */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";

const scripts = new URL("layouts/scripts/", import.meta.url);
const minified = {};
for (const name of readdirSync(scripts).sort()) {
  const text = readFileSync(new URL(name, scripts), "utf8");
  // The browsers for which style sheets are made, too: src/outputs/styles.ts.
  const { code } = await transform(text, { minify: true, target: ["chrome114", "safari17", "firefox125"], legalComments: "none" });
  minified[createHash("sha256").update(text).digest("hex")] = code.trim();
}
writeFileSync(new URL("dist/theme-scripts.json", import.meta.url), JSON.stringify(minified));
