/** `.eleventy.ts` and the command line → SiteConfig. */

import { join, resolve } from "node:path";
import { NO_CHOICES } from "./eleventy-choices.js";
import { isBase, type ConfigFlags, type SiteConfig, type SiteOptions } from "./options.js";
import { isLanguageTag } from "../utils/language-tag.js";
import { optionsOf } from "./define-site.js";
import { catalogue, diagnostic } from "../diagnostics/catalogue.js";
import { moduleFailure } from "../system/module-failure.js";
import type { ImportModule } from "../system/modules.js";
import { configuredRedirects, HOST_CHECKS, mapCheck, type Check } from "./host-options.js";
import { configTextOf, placeOfKey, placesIn } from "./positions.js";
import { tagOf } from "../site/i18n/languages.js";
import { sidebarLinks, sidebarPages } from "../site/navigation/check-sidebar.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { parseHex } from "../templates/assets/colour.js";
import { readSize } from "../utils/size-text.js";
import { nearest } from "../utils/nearest.js";
import { didYouMean } from "../utils/look-alikes.js";
import { siteKind } from "./site-kind.js";
import { isMap } from "../utils/is-map.js";

/**
 * The site's settings. With error Diagnostics, all have their defaults: what is wrong is no value to go on
 * with.
 */
export async function loadConfig(
  flags: ConfigFlags,
  importModule: ImportModule,
): Promise<WithDiagnostics<SiteConfig>> {
  const kind = siteKind(flags.root, flags.config);
  if ("code" in kind) return { value: resolveConfig({}, flags), diagnostics: [kind] };
  if (kind.kind === "eleventy") return (await import("./load-project.js")).loadProjectConfig(flags, kind);
  const { file } = kind;
  const diagnostics: Diagnostic[] = [];
  let options: SiteOptions = {};
  if (file !== undefined) {
    try {
      const exported = await importModule(join(flags.root, file));
      const read = optionsOf(exported);
      if (read === undefined)
        diagnostics.push(
          diagnostic(
            "config-invalid",
            { file, line: 1, column: 1 },
            `${file} has no default export with \`defineSite\`.`,
            "Write `export default defineSite({ … });`.",
          ),
        );
      else options = read;
    } catch (thrown) {
      diagnostics.push(moduleFailure("config-failed", flags.root, file, thrown));
    }
  }
  const text = configTextOf(flags.root, file);
  diagnostics.push(...checkOptions(options, file ?? ".eleventy.ts", text));
  if (diagnostics.length === 0) diagnostics.push(...checkOwnLanguage(options, file ?? ".eleventy.ts", text));
  const inLanguages = Object.entries(isMap(options.languages) ? options.languages : {}).filter(([, one]) =>
    isMap(one),
  );
  const hasTheme = options.theme !== undefined || inLanguages.length > 0;
  if (hasTheme) {
    const { checkLanguage, checkTheme } = await import("./theme-schema.js");
    const placeOf = (...path: readonly PropertyKey[]) => placeOfKey(text, ...path);
    diagnostics.push(
      ...checkTheme(options.theme, file ?? ".eleventy.ts", placeOf),
      ...inLanguages.flatMap(([tag, own]) => checkLanguage(tag, own, file ?? ".eleventy.ts", placeOf)),
    );
  }
  if (diagnostics.length > 0) return { value: resolveConfig({}, flags, file), diagnostics };
  const settings = resolveConfig(options, flags, file);
  const resolved = {
    ...settings,
    sidebarPlaces: placesIn(text, "sidebar", sidebarPages(settings)),
    sidebarLinkPlaces: placesIn(text, "sidebar", sidebarLinks(settings)),
    feedsPlace: placeOfKey(text, "feeds"),
  };
  return hasTheme
    ? (await import("./theme-files.js")).withThemeFiles(resolved)
    : { value: resolved, diagnostics };
}

/** The options with all defaults. The command line wins. */
export function resolveConfig(options: SiteOptions, flags: ConfigFlags, file?: string): SiteConfig {
  const {
    title = "",
    description = "",
    url = "",
    language = "en",
    languages = {},
    untranslated = "copy",
    editUrl = "",
    lastUpdated = false,
    urls = {},
    layout = "docs",
    theme = {},
    search = false,
    tabs = true,
    sidebar = {},
    templatesInMarkdown = false,
    trust = "author",
    onError = "stop",
    levels = {},
    budgets = {},
  } = options;
  const written = flags.base ?? urls.base ?? "/";
  const relative = /^\.\/?$/.test(written);
  const base = relative ? "/" : `/${written.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
  return {
    root: flags.root,
    content: "content",
    layouts: "layouts",
    public: "public",
    output: resolve(flags.root, flags.output ?? "_site"),
    ...(file !== undefined && { file }),
    title,
    description,
    url: url.replace(/\/+$/, ""),
    // Tags ignore case. The spelling in `languages` is used everywhere.
    language: tagOf(language, Object.keys(languages)) ?? language,
    languages: Object.fromEntries(
      Object.entries(languages).map(([tag, one]) => [tag, typeof one === "string" ? one : one.name]),
    ),
    inLanguages: Object.fromEntries(
      Object.entries(languages).flatMap(([tag, one]) => (typeof one === "string" ? [] : [[tag, one]])),
    ),
    untranslated,
    editUrl,
    lastUpdated,
    style: urls.style ?? "directory",
    base,
    relative,
    redirects: configuredRedirects(options.redirects, flags.root, file),
    gone: options.gone ?? [],
    externalPaths: options.externalPaths ?? [],
    headers: options.headers ?? {},
    hosts: options.hosts ?? [],
    ...(options.pages && { pages: options.pages }),
    ...(options.sections && { sections: options.sections }),
    layout,
    theme,
    themeFiles: { files: [], subsets: [], fonts: [] },
    linkPlaces: [],
    sidebarPlaces: [],
    sidebarLinkPlaces: [],
    search,
    tabs,
    sidebar,
    templatesInMarkdown,
    trust,
    onError,
    levels,
    budgets: Object.fromEntries(
      Object.entries(budgets).map(([part, size]: [string, string]) => [part, readSize(size)]),
    ),
    externalLinks: { ignore: options.externalLinks?.ignore ?? [] },
    llms: options.llms ?? false,
    deploy: options.deploy ?? {},
    ...(options.feeds !== undefined && { feeds: options.feeds }),
    ...(options.markdown && { markdown: options.markdown }),
    ...(options.eleventy && { eleventy: options.eleventy }),
    choices: NO_CHOICES,
    hasBase: flags.base !== undefined || urls.base !== undefined,
    drafts: flags.drafts ?? false,
    again: flags.again ?? false,
  };
}

const BUDGETS = ["page", "image", "css"];
const THEME = ["brand", "logo", "favicon", "fonts", "header", "footer", "announcement"];
const isText = (value: unknown) => typeof value === "string";
const oneOf = (...values: readonly unknown[]): Check => [
  (value) => values.includes(value),
  `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
];
const isFunction: Check = [(value) => typeof value === "function", "a function"];

/** Required and optional settings of each kind of target. */
const TARGETS: Readonly<Record<string, readonly [must: readonly string[], may: readonly string[]]>> = {
  folder: [["path"], []],
  rsync: [["destination"], ["rollback"]],
  s3: [["bucket"], ["prefix", "region", "endpoint"]],
  git: [[], ["branch", "remote"]],
  netlify: [[], ["project"]],
  cloudflare: [[], ["project"]],
  vercel: [[], ["project"]],
  firebase: [[], ["project"]],
};

/** The settings of a feed and their types. */
const FEED: Readonly<Record<string, string>> = {
  folder: "string",
  tag: "string",
  layout: "string",
  path: "string",
  title: "string",
  description: "string",
  limit: "number",
};

const CHECKS: Readonly<Record<keyof SiteOptions, Check>> = {
  title: [isText, "text"],
  description: [isText, "text"],
  url: [
    (value) =>
      isText(value) &&
      (value === "" || (/^https?:\/\/[^/?#]+\/?$/.test(String(value)) && URL.canParse(String(value)))),
    "a URL without a path, such as https://acme.example",
  ],
  language: [(value) => isText(value) && isLanguageTag(String(value)), "a language tag such as en or pt-BR"],
  languages: mapCheck(
    (tag, one) => isLanguageTag(tag) && (isText(one) || (isMap(one) && isText(one["name"]))),
    'names by language tag, or objects with a `name`: { en: "English", de: { name: "Deutsch", title: "…" } }',
  ),
  untranslated: oneOf("copy", "nothing"),
  editUrl: [
    (value) => isText(value) && /^(?:https?:\/\/.*)?$/.test(String(value)),
    "a URL such as https://github.com/acme/site/edit/main/",
  ],
  lastUpdated: [(value) => typeof value === "boolean", "true or false"],
  urls: mapCheck(
    (key, value) =>
      key === "style"
        ? ["directory", "file"].includes(value as string)
        : key === "base" && isText(value) && isBase(String(value)),
    '{ style: "directory" | "file", base: "/path/" }; a base is a path such as /docs/, or ./',
  ),
  ...HOST_CHECKS,
  gone: [isPathList, 'URL patterns: ["/2019/**", "/old/"]'],
  externalPaths: [isPathList, 'path patterns: ["/dotnet/**", "/status/"]'],
  pages: [
    (value) => isMap(value) && typeof value["safeParse"] === "function",
    "a zod object: z.object({ … })",
  ],
  sections: mapCheck(
    (name, schema) =>
      /^[a-z][\w-]*$/.test(name) &&
      isMap(schema) &&
      typeof schema["safeParse"] === "function" &&
      isMap(schema["shape"]),
    "zod objects by the section's type: { quote: z.object({ … }) }",
  ),
  layout: [isText, "the name of a layout"],
  search: [(value) => typeof value === "boolean", "true or false"],
  tabs: [(value) => typeof value === "boolean", "true or false"],
  sidebar: mapCheck(
    (_, entries) => Array.isArray(entries) && entries.every(isNavEntry),
    'entries by folder: { docs: ["docs/start.md", { title: "More", items: [] }] }; an entry is the path of a page, or has `title` with `items` or `link`',
  ),
  theme: mapCheck(
    (key, value) =>
      THEME.includes(key) &&
      (key !== "brand" || value === undefined || parseHex(String(value)) !== undefined),
    `an object with ${THEME.join(", ")}; \`brand\` is a hexadecimal colour such as #0f766e`,
    THEME,
  ),
  templatesInMarkdown: [
    (value) => typeof value === "boolean" || (Array.isArray(value) && value.every(isText)),
    "true, false or a list of patterns",
  ],
  trust: oneOf("author", "text"),
  onError: oneOf("stop", "keep-going"),
  levels: [isMap, "levels by code"],
  budgets: mapCheck(
    (part, size) => BUDGETS.includes(part) && (size === undefined || readSize(size) !== undefined),
    'sizes such as { page: "150 kB", image: "300 kB", css: "30 kB" }, with the units B, kB and MB',
    BUDGETS,
  ),
  externalLinks: mapCheck(
    (key, value) =>
      key === "ignore" &&
      Array.isArray(value) &&
      value.every((one) => /^(?:https?:\/\/|\*)./.test(String(one))),
    '{ ignore: ["https://www.linkedin.com/**"] }; patterns start with https://, http:// or *',
    ["ignore"],
  ),
  feeds: [
    (value) => value === false || (Array.isArray(value) && value.every(isFeed)),
    'false, or a list such as [{ folder: "blog" }, { tag: "release", path: "releases" }]',
    wrongFeed,
    Object.keys(FEED),
  ],
  llms: oneOf(true, false),
  deploy: mapCheck(
    (name, target) => /^\w[\w.-]*$/.test(name) && isTarget(target),
    'targets by name, such as { production: { to: "s3", bucket: "acme" } }; names have letters, digits, hyphens and dots; "to" is one of ' +
      Object.keys(TARGETS).join(", "),
  ),
  markdown: isFunction,
  eleventy: isFunction,
};

function isPathList(value: unknown): boolean {
  return Array.isArray(value) && value.every((glob) => isText(glob) && /^!?\//.test(String(glob)));
}

function isNavEntry(value: unknown): boolean {
  if (isText(value)) return true;
  if (!isMap(value) || !isText(value["title"])) return false;
  return isText(value["link"]) || (Array.isArray(value["items"]) && value["items"].every(isNavEntry));
}

function isTarget(value: unknown): boolean {
  if (!isMap(value) || !Object.hasOwn(TARGETS, String(value["to"]))) return false;
  const [must, may] = TARGETS[String(value["to"])] ?? [[], []];
  const isKnown = (key: string) =>
    key === "to" ||
    (key === "keepDays"
      ? typeof value[key] === "number" && value[key] >= 0
      : [...must, ...may].includes(key) &&
        (key === "rollback" ? typeof value[key] === "boolean" : isText(value[key])));
  return must.every((key) => key in value) && Object.keys(value).every(isKnown);
}

function isFeed(value: unknown): boolean {
  return isMap(value) && Object.entries(value).every(isFeedSetting);
}

function isFeedSetting([key, value]: readonly [string, unknown]): boolean {
  return FEED[key] === typeof value && (key !== "limit" || (Number.isInteger(value) && Number(value) > 0));
}

/** The first invalid key of a feed. */
function wrongFeed(value: unknown): string | undefined {
  const feed: unknown = Array.isArray(value) ? value.find((one) => !isFeed(one)) : undefined;
  return isMap(feed) ? Object.entries(feed).find((entry) => !isFeedSetting(entry))?.[0] : undefined;
}

/** Checks that the site's language is one of `languages`. */
function checkOwnLanguage(
  { language = "en", languages = {} }: SiteOptions,
  file: string,
  text: string,
): Diagnostic[] {
  const tags = Object.keys(languages);
  if (tags.length === 0 || tagOf(language, tags) !== undefined) return [];
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return [
    diagnostic(
      "config-invalid",
      { file, ...placeOfKey(text, "languages") },
      `\`languages\` does not list the site's own language, ${language}.`,
      `Add it, \`${/\W/.test(language) ? JSON.stringify(language) : language}: ${JSON.stringify(name)}\`, or set \`language\` to one of ${tags.join(", ")}.`,
    ),
  ];
}

/**
 * The message and the hint for a wrong setting; `part` is the wrong part of its value, `names` are the parts
 * that it may have.
 */
function whatIsWrong(
  key: string,
  expected: string,
  part: string | undefined,
  names: readonly string[],
): [message: string, hint?: string] {
  if (part === undefined) return [`\`${key}\` must be ${expected}.`];
  if (names.length === 0 || names.includes(part))
    return [`\`${key}\` must be ${expected}. Check \`${part}\`.`];
  const meant = nearest(part, names);
  return [
    key === "hosts"
      ? `\`hosts\` contains the unknown host \`${part}\`.`
      : `Unknown setting \`${key}.${part}\`.`,
    meant === undefined ? `Use one of ${names.join(", ")}.` : didYouMean(part, meant),
  ];
}

export function checkOptions(options: SiteOptions, file: string, text: string): Diagnostic[] {
  const invalid = (key: string, message: string, hint?: string) =>
    diagnostic("config-invalid", { file, ...placeOfKey(text, key) }, message, hint);
  const diagnostics: Diagnostic[] = [];
  for (const [key, value] of Object.entries(options)) {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key as keyof SiteOptions] : undefined;
    if (check === undefined) {
      const meant = nearest(key, Object.keys(CHECKS));
      diagnostics.push(
        invalid(
          key,
          `Unknown setting \`${key}\`.`,
          meant === undefined ? `Use one of ${Object.keys(CHECKS).join(", ")}.` : didYouMean(key, meant),
        ),
      );
    } else if (value !== undefined && !check[0](value)) {
      const [, , wrongPart, names = []] = check;
      const part = wrongPart?.(value);
      diagnostics.push(
        diagnostic(
          "config-invalid",
          {
            file,
            ...(part === undefined
              ? placeOfKey(text, key)
              : (placesIn(text, key, [part], key === "hosts" ? "text" : "key")[0] ??
                placeOfKey(text, key, part))),
          },
          ...whatIsWrong(key, check[1], part, names),
        ),
      );
    }
  }
  for (const [code, level] of Object.entries(isMap(options.levels) ? options.levels : {})) {
    const wrong = whatIsWrongWithLevel(code, level);
    if (wrong !== undefined) diagnostics.push(invalid(code, ...wrong));
  }
  return diagnostics;
}

function whatIsWrongWithLevel(
  code: string,
  level: unknown,
): readonly [message: string, hint?: string] | undefined {
  const entry = Object.hasOwn(catalogue, code) ? catalogue[code as keyof typeof catalogue] : undefined;
  if (entry === undefined)
    return [
      `\`levels\` contains the unknown code \`${code}\`.`,
      didYouMean(code, nearest(code, Object.keys(catalogue)) ?? "broken-link"),
    ];
  if (entry.kind === "error")
    return [`\`levels\` cannot change \`${code}\`, because a page with this error cannot be rendered.`];
  return ["error", "warning", "off"].includes(String(level))
    ? undefined
    : [`\`levels["${code}"]\` must be "error", "warning" or "off".`];
}
