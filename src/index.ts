/** What `import … from "handbill"` gives. */

export { defineSite, type SiteDefinition } from "./define-site.js";
export type { EleventyConfig, NavEntry, SiteOptions, ThemeOptions, Trust, UrlStyle } from "./config.js";
export type { FindingLevel } from "./diagnostics.js";
