/** The exports of the package `handbill`. */

export { z } from "zod";
export { defineSite, type SiteDefinition } from "./config/define-site.js";
export type { EleventyConfig, NavEntry, SiteOptions, Trust, UrlStyle } from "./config/options.js";
export type {
  AnnouncementOptions,
  SiteFooterOptions,
  SiteHeaderOptions,
  ThemeLink,
  ThemeOptions,
} from "./config/theme-options.js";
export type { FindingLevel } from "./diagnostics/catalogue.js";
export type { DeployTarget } from "./config/deploy-options.js";
