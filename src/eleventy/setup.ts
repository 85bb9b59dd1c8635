/** What the site's configuration sets up for its templates. Where it has no Eleventy function, Eleventy need not be loaded to know. */

import type nunjucks from "nunjucks";
import { NO_CHOICES, type EleventyChoices } from "../config/eleventy-choices.js";
import type { SiteConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import type { TemplateNames } from "../templates/analyze.js";
import { filtersFor } from "../templates/filters.js";
import { createEnvironment } from "./nunjucks.js";
import type { RefusedCall } from "./user-config.js";

export interface Setup {
  readonly globalData: Data;
  readonly names: TemplateNames;
  /** Renders a permalink with the configuration's filters; rejects when it fails. */
  renderString(template: string, data: Data): Promise<string>;
  /**
   * Nunjucks with the configuration's filters and shortcodes; absent where the configuration has Eleventy do more to a
   * page than its layouts say (transforms, preprocessors, linters, a Nunjucks of its own).
   */
  readonly environment?: nunjucks.Environment;
  /** Endings of pages that plugins teach Eleventy: `webc`. */
  readonly formats: readonly string[];
  /** Names that mean something in a template only when Eleventy renders it. */
  readonly onlyInEleventy: readonly string[];
  /** What the configuration says about work that Handbill does itself. */
  readonly choices: EleventyChoices;
  /** Calls of the configuration that have no effect. */
  readonly refused: readonly RefusedCall[];
  /** What the configuration's function gave back. */
  readonly returned: Data;
}

/** What Eleventy gives every page by itself. */
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

/** Of these, what Handbill does not give. */
export const ONLY_GIVEN = ["pkg", "eleventy", "collections"] as const;

/** Eleventy's own filters (https://www.11ty.dev/docs/filters/) but for `url`, which is Handbill's. */
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

/** The names that a template may use, once the environment is complete. */
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

/** The setup of a site whose configuration has no Eleventy function. `inspect` has Eleventy tell: only few permalinks need it. */
export function plainSetup(config: SiteConfig, inspect: () => Promise<Setup>): Setup {
  const environment = createEnvironment(new Map(), undefined);
  for (const [name, filter] of Object.entries(filtersFor(config.base))) environment.addFilter(name, filter);
  // The assets are known when the layouts have been read.
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
  };
}
