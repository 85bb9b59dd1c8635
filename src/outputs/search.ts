/**
 * The search index (https://pagefind.app): small files, of which a browser loads the few that a search needs.
 * The only importer of pagefind.
 */

import { textOfValue } from "../utils/text-of-value.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { WithDiagnostics } from "../model/model.js";
import { folderLanguage } from "../site/i18n/languages.js";
import { encodePath } from "../site/permalinks.js";
import { languageOf } from "../site/i18n/translations.js";
import { made, type GeneratedFile, type Generator, type GeneratorInput, type MadePage } from "./generator.js";
import { escapeHtml } from "../utils/escape-html.js";

/** Layouts of pages that repeat other pages. `search: true` in front matter includes such a page. */
const EXCLUDED_LAYOUTS = new Set(["landing", "blog", "404", "blank"]);

/** The files of pagefind that the theme's search box needs. */
const NEEDED_FILES =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\..*\.pagefind|.*\.pf_meta|index\/.*|fragment\/.*)$/;

/** How many pages to pass to pagefind at once. */
const BATCH_SIZE = 32;

/** Made if the site has `search: true`. */
export const search: Generator = {
  name: "search",
  onOwnFile: "conflict",
  plan(input) {
    if (!input.config.search) return undefined;
    const entries = input.pages.filter(isFound).map((page) => ({ page, head: headOf(page, input) }));
    if (entries.length === 0) return undefined;
    return {
      depends: entries.map(({ page, head }) => `${JSON.stringify(head)} ${page.version}`),
      paths: ["pagefind/pagefind.js"],
      make: () => makeIndex(entries),
    };
  },
};

interface Head {
  /**
   * Without the base path, because the search box detects where the site is served. With the file name if the
   * site uses relative URLs.
   */
  readonly url: string;
  readonly language: string;
  readonly title: string;
  /** The title of the page's section; empty if there is none. */
  readonly section: string;
}

interface Entry {
  readonly page: MadePage;
  readonly head: Head;
}

function isFound({ path, data }: MadePage): boolean {
  if (!path.endsWith(".html") || path === "404.html" || data["hidden"] === true || data["search"] === false)
    return false;
  return (
    data["search"] === true ||
    (typeof data["layout"] === "string" && !EXCLUDED_LAYOUTS.has(data["layout"].replace(/\.njk$/, "")))
  );
}

function headOf({ url, path, source, data }: MadePage, { config, site }: GeneratorInput): Head {
  const placed = site.pages.length === 0 ? undefined : sectionTitles(site, config)(source);
  return {
    url: config.relative ? `/${encodePath(path)}` : url,
    language: languageOf({ data }, config.language),
    title: String(data["title"] ?? ""),
    section: placed ?? "",
  };
}

const known = new WeakMap<GeneratorInput["site"], (source: string) => string | undefined>();

/** The titles of top-level folders with a page, in each language; computed once for a Site. */
function sectionTitles(
  site: GeneratorInput["site"],
  { languages }: GeneratorInput["config"],
): (source: string) => string | undefined {
  let titleOf = known.get(site);
  if (titleOf === undefined) {
    const folderOf = (source: string): string =>
      source
        .split("/")
        .slice(1, folderLanguage(source, languages) === undefined ? 2 : 3)
        .join("/");
    const titles = new Map(
      site.pages
        .filter(({ placedAs }) => placedAs === `content/${folderOf(placedAs)}/index.md`)
        .map(({ page, data }) => [folderOf(page.source), String(data["title"] ?? "")]),
    );
    known.set(site, (titleOf = (source) => titles.get(folderOf(source))));
  }
  return titleOf;
}

async function makeIndex(entries: readonly Entry[]): Promise<WithDiagnostics<readonly GeneratedFile[]>> {
  const { close, createIndex } = await import("pagefind");
  try {
    const { index, errors } = await createIndex({ excludeSelectors: [".line-number"] });
    if (index === undefined) throw new Error(errors[0]);
    for (let start = 0; start < entries.length; start += BATCH_SIZE) {
      const answers = await Promise.all(
        entries
          .slice(start, start + BATCH_SIZE)
          .map(({ page, head }) => index.addHTMLFile({ url: head.url, content: documentOf(page, head) })),
      );
      const problem = answers.flatMap((answer) => answer.errors)[0];
      if (problem !== undefined) throw new Error(problem);
    }
    const { files } = await index.getFiles();
    await index.deleteIndex();
    const kept = files
      .filter(({ path }) => NEEDED_FILES.test(path))
      .map(
        ({ path, content }): GeneratedFile => ({
          path: `pagefind/${path}`,
          content,
          source: "handbill:search",
        }),
      );
    return made(kept.sort((a, b) => (a.path < b.path ? -1 : 1)));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : textOfValue(thrown);
    return made(
      [],
      [
        diagnostic(
          "search-failed",
          {},
          `Handbill cannot build the search index: ${why.replace(/\.?$/, ".")}`,
          "Install Handbill again on this machine, or set `search: false`.",
        ),
      ],
    );
  } finally {
    // pagefind's process keeps the working directory of its start, which may not exist at the next call.
    await close();
  }
}

/** The HTML of a page for pagefind: only its text, without the layout. */
function documentOf({ data, html }: MadePage, { language, title, section }: Head): string {
  const heading = data["titleInContent"] === true ? "" : `<h1>${escapeHtml(title)}</h1>`;
  const meta =
    `<span data-pagefind-meta="title:${escapeHtml(title)}"></span>` +
    `${section === "" ? "" : `<span data-pagefind-meta="section:${escapeHtml(section)}"></span>`}`;
  return (
    `<!DOCTYPE html><html lang="${escapeHtml(language)}"><body ` +
    `data-pagefind-body>${meta}${heading}${html}</body></html>`
  );
}
