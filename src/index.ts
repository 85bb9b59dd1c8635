/** What `import … from "handbill"` gives. */

export { defineSite, type SiteDefinition } from "./define-site.js";
export type { AnnouncementOptions, EleventyConfig, NavEntry, SiteFooterOptions, SiteHeaderOptions, SiteOptions, ThemeLink, ThemeOptions, Trust, UrlStyle } from "./config.js";
export type { FindingLevel } from "./diagnostics.js";
