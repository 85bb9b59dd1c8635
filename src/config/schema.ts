/**
 * The settings of a site: the source of their types, their checks and their reference. Each map of fields has
 * a type, so that editors show its comments.
 */

import type MarkdownIt from "markdown-it";
import * as z from "zod";
import { HOST_NAMES, type HostName } from "../hosting/hosts.js";
import type { RedirectStatus } from "../model/redirect.js";
import type { FindingLevel } from "../diagnostics/catalogue.js";
import { isLanguageTag } from "../utils/language-tag.js";
import { isRecord } from "../utils/is-record.js";
import { readSize } from "../utils/size-text.js";
import { deployTarget, TARGET_KINDS } from "./deploy-schema.js";
import { isBase, type EleventyConfig } from "./options.js";
import { strictMap } from "../content/sections/fields.js";
import { language, theme } from "./theme-schema.js";

/** The words for messages about a setting. */
export interface SettingText {
  /** The accepted values in words. */
  readonly wanted: string;
  /** The names that parts of the value may have, where a message lists them. */
  readonly names?: readonly string[];
}

const setting = <T extends z.ZodType>(schema: T, wanted: string, names: readonly string[] = []) =>
  schema.optional().meta({ wanted, names } satisfies SettingText);

const flag = () => setting(z.boolean(), "true or false");
const matching = (pattern: RegExp) => z.string().regex(pattern);
const isSchema = (value: unknown) => isRecord(value) && typeof value["safeParse"] === "function";
const isFunction = (value: unknown) => typeof value === "function";

/** Sizes as texts: `900 B`, `150 kB`, `1.5 MB`. */
const size = z.string().refine((text) => readSize(text) !== undefined);
const budgetsFields = {
  /** HTML of a page. */
  page: size.optional(),
  /** An image file. */
  image: size.optional(),
  /** A published style sheet, with what it imports. */
  css: size.optional(),
};
export type BudgetsFields = { [Key in keyof typeof budgetsFields]: (typeof budgetsFields)[Key] };
const budgets = strictMap<BudgetsFields>(budgetsFields);

/** Which pages are in a feed: those for which all of `folder`, `tag` and `layout` hold. */
const feedFields = {
  /** A folder of content/, with those in it: `blog`. Its index page is not in the feed. */
  folder: z.string().optional(),
  tag: z.string().optional(),
  layout: z.string().optional(),
  /**
   * Folder of the feed's files: `blog` gives blog/feed.xml, blog/rss.xml and blog/feed.json. @default the
   * folder, else the root
   */
  path: z.string().optional(),
  /** @default the site's title, with that of the folder's index page */
  title: z.string().optional(),
  /** @default the description of the folder's index page, else the site's */
  description: z.string().optional(),
  /** How many of the newest pages. @default 20 */
  limit: z.int().positive().optional(),
};
export type FeedFields = { [Key in keyof typeof feedFields]: (typeof feedFields)[Key] };
const feed = strictMap<FeedFields>(feedFields);

const urlsFields = {
  /**
   * "directory": `/a/` is `a/index.html`. "file": `/a` is `a.html`, and a link to `/a/` is broken, because
   * most hosts find nothing there. @default "directory"
   */
  style: z.enum(["directory", "file"]).optional(),
  /** Base path of the site. It starts and ends with a slash; `"./"` makes URLs relative. @default "/" */
  base: z.string().refine(isBase).optional(),
};
export type UrlsFields = { [Key in keyof typeof urlsFields]: (typeof urlsFields)[Key] };

const externalLinksFields = {
  /**
   * URLs that `handbill check --external` skips, or patterns: `["https://www.linkedin.com/**"]`. @default
   * none
   */
  ignore: z.array(matching(/^(?:https?:\/\/|\*)./)).optional(),
};
export type ExternalLinksFields = {
  [Key in keyof typeof externalLinksFields]: (typeof externalLinksFields)[Key];
};

/** An entry of a sidebar: the path of a page below content/, a group of entries, or a link. */
const navGroup = z.object({
  title: z.string(),
  get items(): z.ZodArray<typeof navEntry> {
    return z.array(navEntry);
  },
});
const navLink = z.object({ title: z.string(), link: z.string() });
const navEntry = z.union([z.string(), navGroup, navLink]);

/** A redirect. The default status is 301. */
const redirect = z.union([
  z.string(),
  z.strictObject({ to: z.string(), status: z.custom<RedirectStatus>().optional() }),
]);

/** A header name and value in HTTP (RFC 9110, 5.1 and 5.5). Other characters could end the header. */
const headers = z.record(
  matching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/),
  z.union([matching(/^[\x20-\x7e]+$/), z.literal(false)]),
);
const isHeaderPath = (path: string) =>
  /^\/(?!\/)[^?#*\s]*$/.test(path) || /^\/(?:[^?#*\s]+\/)?\*$/.test(path);
const pathPatterns = z.array(matching(/^!?\//));

/** Each setting with its comment, from which the reference is generated, and the words for its messages. */
const siteFields = {
  /**
   * Title of the site, shown in the header and in `<title>`. @default the title of content/index.md, else the
   * folder's name
   */
  title: setting(z.string(), "text"),
  /** One sentence about the site, for pages that have no `description` of their own. @default "" */
  description: setting(z.string(), "text"),
  /**
   * URL of the published site, with scheme and without a path: `https://acme.example`. Needed for feeds,
   * sitemap and canonical URLs. @default ""
   */
  url: setting(
    z.string().refine((text) => text === "" || (/^https?:\/\/[^/?#]+\/?$/.test(text) && URL.canParse(text))),
    "a URL without a path, such as https://acme.example",
  ),
  /** Language of the site as a BCP 47 tag. @default "en" */
  language: setting(z.string().refine(isLanguageTag), "a language tag such as en or pt-BR"),
  /**
   * All languages of the site by tag, including the main one: `{ en: "English", de: "Deutsch" }`. A map sets
   * more for a language: `{ name: "Deutsch", footer: { … } }`. Pages of each language, except the main one,
   * are in a folder of its tag. @default one language
   */
  languages: setting(
    z.record(z.string().refine(isLanguageTag), z.union([z.string(), language])),
    'names by language tag, or objects with a `name`: { en: "English", de: { name: "Deutsch", title: "…" } }',
  ),
  /**
   * What to show if a translation is missing. "copy": the page in the main language, with a note. "nothing":
   * no page; the language switch links to the closest translated ancestor. @default "copy"
   */
  untranslated: setting(z.enum(["copy", "nothing"]), 'one of "copy", "nothing"'),
  /**
   * URL for edit links; the path of the file is appended: `https://github.com/acme/site/edit/main/`. @default
   * no links
   */
  editUrl: setting(matching(/^(?:https?:\/\/.*)?$/), "a URL such as https://github.com/acme/site/edit/main/"),
  /** Whether pages without `updated` show the date of their last git commit. @default false */
  lastUpdated: flag(),
  urls: setting(
    strictMap<UrlsFields>(urlsFields),
    '{ style: "directory" | "file", base: "/path/" }; a base is a path such as /docs/, or ./',
  ),
  /**
   * Redirects: `{ "/old/": "/new/", "/beta/": { to: "https://beta.example/", status: 302 } }`, or of a
   * folder: `{ "/old/*": "/new/:splat" }`. @default none
   */
  redirects: setting(
    z.record(z.string(), redirect),
    'URLs by old URL: { "/old/": "/new/", "/other/": { to: "/new/", status: 302 } }',
  ),
  /**
   * HTTP headers by path, in addition to the secure defaults: `{ "/*": { "X-Robots-Tag": "noindex" } }`. A
   * path ends with `/*` or is one URL; `false` removes a header. @default secure headers
   */
  headers: setting(
    z.record(z.string().refine(isHeaderPath), headers),
    'headers by path: { "/*": { "X-Robots-Tag": "noindex" } }; a path is a URL path or ends with /*',
  ),
  /**
   * Hosts of the site. Handbill writes their redirects, headers and settings. @default none: redirects are
   * pages
   */
  hosts: setting(
    z.array(z.enum(HOST_NAMES as readonly [HostName, ...HostName[]])),
    `a list of ${HOST_NAMES.map((name) => JSON.stringify(name)).join(", ")}`,
    HOST_NAMES,
  ),
  /**
   * URLs that were deleted on purpose, as patterns: `["/2019/**"]`. `check --against` ignores them. @default
   * none
   */
  gone: setting(pathPatterns, 'URL patterns: ["/2019/**", "/old/"]'),
  /**
   * Paths of the host that other programs serve, as patterns: `["/dotnet/**"]`. Links to them stay as
   * written, without the base. @default none
   */
  externalPaths: setting(pathPatterns, 'path patterns: ["/dotnet/**", "/status/"]'),
  /** Schema of the site's own front matter keys, as a zod object. @default none */
  pages: setting(z.custom<z.ZodObject>(isSchema), "a zod object: z.object({ … })"),
  /**
   * Custom landing page sections by `type`: the fields of each as a zod object. `layouts/sections/<type>.njk`
   * is the template. @default none
   */
  sections: setting(
    z.record(
      matching(/^[a-z][\w-]*$/),
      z.custom<z.ZodObject>((value) => isSchema(value) && isRecord(value) && isRecord(value["shape"])),
    ),
    "zod objects by the section's type: { quote: z.object({ … }) }",
  ),
  /** Layout of Markdown pages that name none. @default "docs" */
  layout: setting(z.string(), "the name of a layout"),
  /** Whether the site has a search. @default false */
  search: flag(),
  /**
   * Whether each folder at the top of content/ has its own sidebar and a link in the header. `false`: one
   * sidebar for all pages. @default true
   */
  tabs: flag(),
  /**
   * Custom sidebars, by the folder of the section:
   * `{ docs: ["docs/start.md", { title: "More", items: [] }] }`. @default from the folders
   */
  sidebar: setting(
    z.record(z.string(), z.array(navEntry)),
    'entries by folder: { docs: ["docs/start.md", { title: "More", items: [] }] }; an entry is the ' +
      "path of a page, or has `title` with `items` or `link`",
  ),
  /** Settings of the default theme. */
  theme: setting(
    theme,
    `an object with ${Object.keys(theme.shape).join(", ")}; \`brand\` is a hexadecimal colour such ` +
      "as #0f766e",
    Object.keys(theme.shape),
  ),
  /**
   * Pages in which templates run in Markdown: `true` for all, or globs relative to content/. @default false
   */
  templatesInMarkdown: setting(
    z.union([z.boolean(), z.array(z.string())]),
    "true, false or a list of patterns",
  ),
  /**
   * "author": raw HTML is kept. "text": for untrusted authors; raw HTML is limited to a safe list, and
   * programs are refused. @default "author"
   */
  trust: setting(z.enum(["author", "text"]), 'one of "author", "text"'),
  /**
   * How to handle pages with errors. "stop": nothing is written. "keep-going": the other pages are
   * written. @default "stop"
   */
  onError: setting(z.enum(["stop", "keep-going"]), 'one of "stop", "keep-going"'),
  /** Levels of findings by code: `{ "broken-anchor": "error" }`. @default as in the list of error codes */
  levels: setting(z.record(z.string(), z.custom<FindingLevel>()), "levels by code"),
  /** Limits of size, such as `{ page: "150 kB", image: "300 kB", css: "30 kB" }`. @default no limits */
  budgets: setting(
    budgets,
    'sizes such as { page: "150 kB", image: "300 kB", css: "30 kB" }, with the units B, kB and MB',
    Object.keys(budgets.shape),
  ),
  externalLinks: setting(
    strictMap<ExternalLinksFields>(externalLinksFields),
    '{ ignore: ["https://www.linkedin.com/**"] }; patterns start with https://, http:// or *',
    ["ignore"],
  ),
  /**
   * Feeds in Atom, RSS 2.0 and JSON Feed; `false` for none. @default one for each of the folders blog,
   * changelog, news and posts that has a page with a date
   */
  feeds: setting(
    z.union([z.literal(false), z.array(feed)]),
    'false, or a list such as [{ folder: "blog" }, { tag: "release", path: "releases" }]',
    Object.keys(feed.shape),
  ),
  /** Whether Handbill writes `llms.txt`, a list of the pages for language models. @default false */
  llms: setting(z.boolean(), "one of true, false"),
  /** Targets of `handbill deploy` by name: `{ production: { to: "s3", bucket: "acme" } }`. @default none */
  deploy: setting(
    z.record(matching(/^\w[\w.-]*$/), deployTarget),
    'targets by name, such as { production: { to: "s3", bucket: "acme" } }; names have letters, ' +
      'digits, hyphens and dots; "to" is one of ' +
      TARGET_KINDS.join(", "),
  ),
  /** Adds markdown-it plugins. */
  markdown: setting(z.custom<(md: MarkdownIt) => void>(isFunction), "a function"),
  /** All of Eleventy's API: filters, shortcodes, collections, plugins. */
  eleventy: setting(z.custom<(config: EleventyConfig) => unknown>(isFunction), "a function"),
};
export type SiteFields = { [Key in keyof typeof siteFields]: (typeof siteFields)[Key] };
export const settings = strictMap<SiteFields>(siteFields);
