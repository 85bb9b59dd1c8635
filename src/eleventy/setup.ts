/**
 * Collects what a site's configuration sets up for its templates. Without an Eleventy function, Eleventy need
 * not be loaded for this.
 */

import type nunjucks from "nunjucks";
import { NO_CHOICES, type EleventyChoices } from "../config/eleventy-choices.js";
import type { SiteConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import type { TemplateNames } from "../templates/analyze.js";
import { filtersFor } from "../templates/filters.js";
import type { SiteMaps } from "./events.js";
import { createEnvironment } from "./nunjucks.js";
import type { RefusedCall } from "./user-config.js";

export interface Setup {
  readonly globalData: Data;
  readonly names: TemplateNames;
  /** Renders a permalink with the configuration's filters. Rejects if that fails. */
  renderString(template: string, data: Data): Promise<string>;
  /**
   * Nunjucks with the configuration's filters and shortcodes. Absent if the configuration makes Eleventy do
   * more to a page than its layouts (transforms, preprocessors, linters, its own Nunjucks).
   */
  readonly environment?: nunjucks.Environment;
  /** File extensions of pages that plugins add to Eleventy: `webc`. */
  readonly formats: readonly string[];
  /** Names that have a value only in templates that Eleventy renders. */
  readonly onlyInEleventy: readonly string[];
  /** Settings of the configuration for work that Handbill does itself. */
  readonly choices: EleventyChoices;
  /** Calls of the configuration that have no effect. */
  readonly refused: readonly RefusedCall[];
  /** Whether code of the site listens to `eleventy.after`. */
  readonly listensToEnd: boolean;
  /** Tells plugins and the filter `inputPathToUrl` the URLs of all pages. */
  announce(maps: SiteMaps): Promise<void>;
  /** Whether a plugin needs these URLs. */
  readonly listensToMaps: boolean;
  /** The return value of the configuration's function. */
  readonly returned: Data;
}

/** Data that Eleventy itself gives every page. */
export const GIVEN = [
  "page",
  "pkg",
  "eleventy",
  "collections",
  "content",
  "date",
  "tags",
  "permalink",
] as const;

/** Parts of this data that Handbill does not provide. */
export const ONLY_GIVEN = ["pkg", "eleventy", "collections"] as const;

/** Eleventy's own filters (https://www.11ty.dev/docs/filters/), except `url`, which Handbill replaces. */
const FILTERS = [
  "slug",
  "slugify",
  "log",
  "inputPathToUrl",
  "renderTransforms",
  "getCollectionItem",
  "getCollectionItemIndex",
  "getPreviousCollectionItem",
  "getNextCollectionItem",
];

/** The names that a template can use, after the environment is complete. */
export function namesOf(environment: nunjucks.Environment): TemplateNames {
  const { filters, globals, extensionsList } = environment as unknown as {
    readonly globals: Data;
    readonly filters: Data;
    readonly extensionsList: readonly unknown[];
  };
  return {
    filters: new Set(Object.keys(filters)),
    extensions: extensionsList,
    values: new Set([...Object.keys(globals), ...GIVEN, "templateContent"]),
  };
}

/**
 * The setup of a site whose configuration has no Eleventy function. `inspect` runs Eleventy, which only few
 * permalinks need.
 */
export function plainSetup(config: SiteConfig, inspect: () => Promise<Setup>): Setup {
  const environment = createEnvironment(new Map(), undefined);
  for (const [name, filter] of Object.entries(filtersFor(config.base))) environment.addFilter(name, filter);
  // The assets are known only after the layouts are read.
  environment.addFilter("asset", String);
  const names = namesOf(environment);
  return {
    globalData: {},
    names: { ...names, filters: new Set([...names.filters, ...FILTERS]) },
    renderString: async (template, data) => (await inspect()).renderString(template, data),
    environment,
    formats: [],
    onlyInEleventy: [...ONLY_GIVEN.filter((name) => name !== "collections"), ...FILTERS],
    choices: NO_CHOICES,
    refused: [],
    returned: {},
    listensToEnd: false,
    announce: async () => undefined,
    listensToMaps: false,
  };
}
