/** Nunjucks from where Eleventy takes it, so that a site never has two copies, whose types differ. */

import { createRequire } from "node:module";
import type Library from "nunjucks";

/** The package, which has another name in Eleventy 4. */
const NAMES = ["nunjucks", "@11ty/nunjucks"];

function load(): typeof Library {
  const fromEleventy = createRequire(createRequire(import.meta.url).resolve("@11ty/eleventy"));
  for (const name of NAMES) {
    try {
      return fromEleventy(name) as typeof Library;
    } catch {
      // Continue with the other name.
    }
  }
  throw new Error("Nunjucks cannot be loaded. Run `npm install` again.");
}

export const nunjucks = load();
