/**
 * Replaces a TypeScript configuration, which Eleventy cannot import. It gives the exports that Handbill has
 * read.
 */

import { EXPORTS, type ProjectExports } from "./project.js";

const exported = (globalThis as { readonly [EXPORTS]?: ProjectExports })[EXPORTS];

export const config = exported?.config ?? {};

export default exported?.default;
