/** All generators in the order in which they run. A new generator is a new line. */

import type { Generator } from "./generator.js";
import { feeds } from "./feeds.js";
import { fontFiles } from "./font-files.js";
import { hostFiles } from "./host-files.js";
import { llms } from "./llms.js";
import { redirectPages } from "./redirect-pages.js";
import { robots } from "./robots.js";
import { search } from "./search.js";
import { sitemap } from "./sitemap.js";

export const generators: readonly Generator[] = [
  sitemap,
  robots,
  feeds,
  llms,
  search,
  redirectPages,
  hostFiles,
  fontFiles,
];
