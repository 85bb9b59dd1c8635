/** Stands in for a configuration in TypeScript, which Eleventy cannot import: it gives what Handbill has read of it. */

import { EXPORTS, type ProjectExports } from "./project.js";

const exported = (globalThis as { readonly [EXPORTS]?: ProjectExports })[EXPORTS];

export const config = exported?.config ?? {};

export default exported?.default;
