/** Every generator, in the order in which they run. Adding one is adding a line. */

import type { Generator } from "./generator.js";
import { robots } from "./robots.js";
import { sitemap } from "./sitemap.js";

export const generators: readonly Generator[] = [sitemap, robots];
