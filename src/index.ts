/** What `import … from "handbill"` gives. */

export { z } from "zod";
export { defineSite, type SiteDefinition } from "./define-site.js";
export type { EleventyConfig, NavEntry, SiteOptions, Trust, UrlStyle } from "./config.js";
export type {
  AnnouncementOptions,
  SiteFooterOptions,
  SiteHeaderOptions,
  ThemeLink,
  ThemeOptions,
} from "./theme-options.js";
export type { FindingLevel } from "./diagnostics.js";
export type { DeployTarget } from "./deploy-options.js";
