/** Sorts the files of a site by purpose. */

import { NO_CHOICES, type EleventyChoices } from "../config/eleventy-choices.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, StaticFile } from "../model/model.js";
import { dataEndings } from "../site/eleventy-choices.js";
import { matchesGlob } from "../utils/glob.js";
import {
  isMarkdown,
  isProgram,
  isTemplate,
  MARKDOWN_ENDINGS,
  PROGRAM_ENDINGS,
  TEMPLATE_ENDINGS,
} from "../utils/page-formats.js";

/** The files of a site by purpose, as paths from the root. */
export interface Sources {
  /** Pages: Markdown, and templates that Eleventy evaluates. */
  readonly pages: readonly string[];
  /** Data files: `content/_data/*`, and those next to pages. */
  readonly data: readonly string[];
  /** Files that are copied unchanged. */
  readonly statics: readonly StaticFile[];
  /**
   * Ignored files: those with `_` at the start of their name or of a folder's name, except data files; and
   * pages in unsupported formats, whose source must not be published.
   */
  readonly ignored: readonly string[];
}

const PAGE_ENDINGS = [...MARKDOWN_ENDINGS, ...TEMPLATE_ENDINGS, ...PROGRAM_ENDINGS];
const isPageName = (path: string): boolean => isMarkdown(path) || isTemplate(path) || isProgram(path);
/** Page formats of other generators. `.MD` is Markdown in file systems that ignore case. */
const FOREIGN_PAGE = /\.(?:md|mdx|mdc|markdown|mdown|mkdn?|njk|liquid|rst|adoc|asciidoc)$/i;
const GLOBAL_DATA = /^content\/_data\/.*\.(?:json|[cm]?[jt]s)$/;

/** Files that never run code. SVG is not one, because browsers run its scripts. */
const INERT =
  /\.(?:png|jpe?g|gif|webp|avif|ico|mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|vtt|woff2?|ttf|otf|pdf|txt|csv|tsv|json|zip|gz)$/i;

/** Whether a browser or a host may run a copied file as code. */
export function mayRun(path: string): boolean {
  return !INERT.test(path);
}

/**
 * Sorts the files of `content/`, `public/` and the layout assets. `themeAssets` are paths in the default
 * theme's layouts folder (`assets/handbill.css`), which the site's own files of the same name replace.
 * `formats` are page extensions of plugins. `isPlain` says whether an HTML file has no front matter.
 * `choices` are the configuration's rules for files.
 */
export function sortSources(
  content: readonly string[],
  publicFiles: readonly string[],
  layouts: readonly string[],
  themeAssets: readonly string[],
  formats: readonly string[] = [],
  isPlain: (path: string) => boolean = () => false,
  choices: EleventyChoices = NO_CHOICES,
): Sources {
  const isAdded = (path: string) => formats.some((ending) => path.endsWith(`.${ending}`));
  const all = new Set(content);
  const isPage = (path: string) =>
    isAdded(path) || (isPageName(path) && !(path.endsWith(".html") && isPlain(path)));
  const isDataFile = dataFileFinder(choices, all, formats);
  const isIgnored = ignoredBy(choices);
  const isWanted = wantedBy(choices, formats);
  const pages: string[] = [];
  const data: string[] = [];
  const statics: StaticFile[] = [];
  const ignored: string[] = [];
  for (const path of content) {
    if (isIgnored(path)) continue;
    if (GLOBAL_DATA.test(path) || isDataFile(path)) data.push(path);
    else if (isFolderPage(path, all)) pages.push(path);
    else if (/(?:^|\/)_/.test(path)) ignored.push(path);
    else if (isPage(path)) {
      // A format that the site's list excludes is left out on purpose.
      if (isWanted(path)) pages.push(path);
    } else if (FOREIGN_PAGE.test(path)) ignored.push(path);
    else statics.push({ source: path, output: path.slice("content/".length) });
  }
  for (const source of publicFiles) statics.push({ source, output: source.slice("public/".length) });
  const own = layouts.filter((path) => path.startsWith("layouts/assets/"));
  for (const source of own) statics.push({ source, output: source.slice("layouts/".length) });
  for (const asset of themeAssets)
    if (!own.includes(`layouts/${asset}`))
      statics.push({ source: `handbill:layouts/${asset}`, output: asset });
  return { pages, data, statics, ignored };
}

/** Whether a file is Hugo's name for the page of a folder, and no other page has that role. */
function isFolderPage(path: string, all: ReadonlySet<string>): boolean {
  return (
    path.endsWith("/_index.md") &&
    path.indexOf("/_") === path.length - "/_index.md".length &&
    !PAGE_ENDINGS.some((ending) => all.has(path.replace(/_index\.md$/, `index${ending}`)))
  );
}

/**
 * Finds `posts/posts.json`, `posts/first.json` next to `posts/first.md`, and everything that ends in
 * `.11tydata.*`.
 */
function dataFileFinder(
  choices: EleventyChoices,
  all: ReadonlySet<string>,
  formats: readonly string[],
): (path: string) => boolean {
  const { dataSuffixes, dataBaseName, dataFormats } = choices;
  const marked = dataEndings({ dataFormats, dataSuffixes: dataSuffixes.filter((suffix) => suffix !== "") });
  const bare = dataSuffixes.includes("") ? dataEndings({ dataFormats, dataSuffixes: [""] }) : [];
  const lastOf = (ending: string) => ending.slice(-1);
  const last = new Set([...marked, ...bare].map(lastOf));
  const pageEndings = [...PAGE_ENDINGS, ...formats.map((ending) => `.${ending}`)];
  return (path) => {
    if (!last.has(lastOf(path))) return false;
    if (marked.some((ending) => path.endsWith(ending))) return true;
    if (dataFormats.some(({ ending }) => path.startsWith("content/_data/") && path.endsWith(`.${ending}`)))
      return true;
    const ending = bare.find((one) => path.endsWith(one));
    if (ending === undefined) return false;
    const base = path.slice(0, -ending.length);
    const name = base.slice(base.lastIndexOf("/") + 1);
    const isOfFolder =
      dataBaseName === undefined ? `/${base}`.endsWith(`/${name}/${name}`) : name === dataBaseName;
    return name !== "" && (isOfFolder || pageEndings.some((page) => all.has(base + page)));
  };
}

/** Whether the site's configuration ignores a file. */
function ignoredBy({ ignores }: EleventyChoices): (path: string) => boolean {
  if (ignores.length === 0) return () => false;
  const patterns = ignores.flatMap((pattern) => [pattern, `${pattern.replace(/\/+$/, "")}/**`]);
  return (path) => matchesGlob(path, patterns);
}

/** Whether a page has one of the formats that the configuration lists. True if it lists none. */
function wantedBy({ onlyFormats }: EleventyChoices, added: readonly string[]): (path: string) => boolean {
  if (onlyFormats === undefined) return () => true;
  const isScript = onlyFormats.some((format) => isProgram(`.${format}`));
  const endings = [...onlyFormats, ...added].map((format) => `.${format}`);
  return (path) =>
    (onlyFormats.includes("md") && isMarkdown(path)) ||
    (isScript && isProgram(path)) ||
    endings.some((ending) => path.endsWith(ending));
}

/**
 * Reports ignored files that users of other generators expect to be pages, data or layouts. Each folder and
 * each extension is reported once.
 */
export function findIgnored(files: readonly string[]): readonly Diagnostic[] {
  const found = new Map<string, { readonly first: Diagnostic; others: number }>();
  for (const file of files) {
    const ignored = firstOf(file);
    if (ignored === undefined) continue;
    const [key, message, hint] = ignored;
    const before = found.get(key);
    if (before === undefined)
      found.set(key, { first: diagnostic("file-ignored", { file }, message, hint), others: 0 });
    else before.others += 1;
  }
  return [...found.values()].map(({ first, others }) =>
    others === 0
      ? first
      : {
          ...first,
          message:
            `${first.message} This affects ` + `${others === 1 ? "one more file" : `${others} more files`}.`,
        },
  );
}

/** The reason why a file is ignored: a key that groups findings, a message and a hint. */
type Ignored = readonly [key: string, message: string, hint: string];

function firstOf(file: string): Ignored | undefined {
  for (const find of FINDERS) {
    const found = find(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first result is used. */
const FINDERS: readonly ((file: string) => Ignored | undefined)[] = [
  (file) =>
    /^content\/_(?:includes|layouts)\//.test(file)
      ? [
          "layouts",
          "Handbill does not read this file: layouts and includes belong in layouts/, next to content/.",
          "Move it there.",
        ]
      : undefined,
  (file) =>
    /^content\/_data\/.*\.(?:ya?ml|toml|csv)$/.test(file)
      ? [
          file,
          "Handbill does not read this file: data files are JSON, JavaScript or TypeScript.",
          `Write it as ${file.replace(/\.\w+$/, ".json")}.`,
        ]
      : undefined,
  (file) =>
    /\/_index\.(?:md|html|njk)$/.test(file)
      ? [
          file,
          "Handbill ignores this file: it reads `_index.md` as the page of a folder only if there is no " +
            "index.",
          `Write the page of the folder in ${file.replace(/_index(?=[^/]*$)/, "index")}.`,
        ]
      : undefined,
  (file) => {
    const folder = /^.*?\/_[^/]*\//.exec(file)?.[0];
    if (folder === undefined || !(isPageName(file) || FOREIGN_PAGE.test(file)) || folder === "content/_data/")
      return undefined;
    const name = folder.replace(/_([^/]*\/)$/, "$1");
    const hint = folder.endsWith("/_drafts/")
      ? "Move it into its folder, and write `draft: true` in its front matter."
      : `Rename the folder to ${name}, or move it out of content/.`;
    return [folder, `Handbill ignores this file: its folder ${folder} starts with \`_\`.`, hint];
  },
  (file) => {
    const [, name = "", ending = ""] = /^(.*\/[^/]*?)(\.\w+)$/.exec(file) ?? [];
    // The author ignores a file on purpose by starting its name with `_`.
    if (!FOREIGN_PAGE.test(file) || file.includes("/_")) return undefined;
    const lower = ending.toLowerCase();
    const isOurs = isPageName(lower);
    return [
      `*${ending}`,
      `Handbill does not read ${ending} files: pages end in .md, .markdown, .njk, .liquid, .html ` +
        "or .11ty.ts.",
      isOurs || /^\.m/.test(lower)
        ? `Rename it to ${name}${isOurs ? lower : ".md"}` +
          `${lower === ".mdx" ? ", and replace its JSX" : ""}. To publish the file as it is, put it ` +
          "into public/."
        : "Write it as Markdown. To publish the file as it is, put it into public/.",
    ];
  },
];
