/** Unpatched copies of Nunjucks. */

import { createRequire } from "node:module";
import type nunjucks from "nunjucks";

type Library = typeof nunjucks;

/** A separate copy of Nunjucks, as npm installed it. */
export function untouched(): Library {
  const load = createRequire(import.meta.url);
  const own = Object.keys(load.cache).filter((path) =>
    /[\\/]node_modules[\\/](?:nunjucks|a-sync-waterfall)[\\/]/.test(path),
  );
  const kept = own.map((path) => [path, load.cache[path]] as const);
  for (const path of own) delete load.cache[path];
  const copy = load("nunjucks") as Library;
  for (const [path, module] of kept) load.cache[path] = module;
  return copy;
}
