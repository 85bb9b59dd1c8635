/** `llms.txt`: a Markdown list of the site's pages for language models (https://llmstxt.org). */

import { languageOf } from "../site/i18n/translations.js";
import { titleFromName } from "../site/navigation/nav-tree.js";
import { absoluteUrl, isFindable } from "./absolute-url.js";
import { made, type Generator, type GeneratorInput, type MadePage } from "./generator.js";

/** Made if the site has a `url` and `llms: true`: one file for each language. */
export const llms: Generator = {
  name: "llms",
  onOwnFile: "gives way",
  plan(input) {
    if (!input.config.llms || input.config.url === "") return undefined;
    const files = filesOf(input);
    return {
      depends: files.flatMap(({ path, content }) => [path, content]),
      paths: files.map(({ path }) => path),
      make: () => made(files.map((file) => ({ ...file, source: "handbill:llms" }))),
    };
  },
};

/**
 * `llms.txt` for the site's own language, with links to the others, and `de/llms.txt` for another language.
 */
function filesOf(input: GeneratorInput): { readonly path: string; readonly content: string }[] {
  const { config, pages } = input;
  const byLanguage = new Map<string, MadePage[]>([[config.language, []]]);
  for (const page of pages) {
    if (!isFindable(page) || page.data["hidden"] === true || page.data["untranslated"] !== undefined)
      continue;
    const language = languageOf(page, config.language);
    const list = byLanguage.get(language);
    if (list === undefined) byLanguage.set(language, [page]);
    else list.push(page);
  }
  const pathOf = (language: string) => (language === config.language ? "llms.txt" : `${language}/llms.txt`);
  const others = [...byLanguage.keys()]
    .filter((language) => language !== config.language)
    .sort()
    .map(
      (language) =>
        `- [${plain(config.languages[language] ?? language)}](${absoluteUrl(config, pathOf(language))})`,
    );
  return [...byLanguage].map(([language, own]) => ({
    path: pathOf(language),
    content: [
      ...textOf(input, language, own),
      ...(language === config.language && others.length > 0
        ? [`## Other languages\n\n${others.join("\n")}\n`]
        : []),
    ].join("\n"),
  }));
}

/**
 * The list for one language: the site's name, the home page, pages outside of folders, and then each folder.
 */
function textOf(
  { config, site }: GeneratorInput,
  language: string,
  pages: readonly MadePage[],
): readonly string[] {
  const { title } = site.globalData["site"] as { readonly title: string };
  const own = config.inLanguages[language];
  const description = own?.description ?? config.description;
  const start = (page: MadePage) =>
    page.source.startsWith(`content/${language}/`) ? `content/${language}/` : "content/";
  const groups = new Map<string, MadePage[]>();
  for (const page of pages) {
    const [folder = "", rest] = page.source.slice(start(page).length).split("/", 2);
    const key = rest === undefined ? "" : folder;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [page]);
    else group.push(page);
  }
  const isIndex = (page: MadePage, folder: string) =>
    page.placedAs.startsWith(`${start(page)}${folder === "" ? "" : `${folder}/`}index.`);
  const line = (page: MadePage, folder: string): string => {
    const { url, data } = page;
    const name = plain(data["title"]) || (folder === "" && isIndex(page, "") ? plain(title) : url);
    const about = plain(data["description"]);
    return `- [${name}](${absoluteUrl(config, url)})${about === "" ? "" : `: ${about}`}`;
  };
  const sections = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, group]) => {
      const index = group.find((page) => isIndex(page, folder));
      const named = index === undefined ? "" : plain(index.data["title"]);
      const heading = folder === "" ? "" : `## ${named || titleFromName(folder)}\n\n`;
      const first = folder === "" ? index : undefined;
      const ordered = group.sort((a, b) => Number(b === first) - Number(a === first) || byOrder(a, b));
      return `${heading}${ordered.map((page) => line(page, folder)).join("\n")}\n`;
    });
  return [
    `# ${plain(own?.title ?? title)}\n`,
    ...(description === "" ? [] : [`> ${plain(description)}\n`]),
    ...sections,
  ];
}

/** As in the sidebar: pages with an `order` first. */
function byOrder(a: MadePage, b: MadePage): number {
  const orderOf = ({ data }: MadePage) => (typeof data["order"] === "number" ? data["order"] : Infinity);
  const [one, two] = [orderOf(a), orderOf(b)];
  return one === two ? (a.source < b.source ? -1 : 1) : one - two;
}

/** Text on one line, with brackets escaped for a link. */
function plain(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").replace(/[[\]]/g, "\\$&").trim() : "";
}
