/** `llms.txt`: the site's pages as a list in Markdown, for programs that read it in place of a person (https://llmstxt.org). */

import { titleFromName } from "../site/nav-tree.js";
import { absoluteUrl, isFindable } from "./address.js";
import { made, type Generator, type GeneratorInput, type MadePage } from "./generator.js";

/** Made when the site has a `url` and says `llms: true`. */
export const llms: Generator = {
  name: "llms",
  onOwnFile: "gives way",
  plan(input) {
    if (!input.config.llms || input.config.url === "") return undefined;
    const content = textOf(input);
    return {
      depends: [content],
      paths: ["llms.txt"],
      make: () => made([{ path: "llms.txt", content, source: "handbill:llms" }]),
    };
  },
};

function textOf({ config, site, pages }: GeneratorInput): string {
  const { title } = site.globalData["site"] as { readonly title: string };
  const groups = new Map<string, MadePage[]>();
  for (const page of pages) {
    if (!isFindable(page) || page.data["hidden"] === true || page.url === "/") continue;
    const [, folder = "", rest] = page.source.split("/", 3);
    const key = rest === undefined ? "" : folder;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [page]);
    else group.push(page);
  }
  const line = ({ url, data }: MadePage) =>
    `- [${plain(data["title"])}](${absoluteUrl(config, url)})${plain(data["description"]) === "" ? "" : `: ${plain(data["description"])}`}`;
  const sections = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, group]) => {
      const index = group.find(({ source }) => source.startsWith(`content/${folder}/index.`));
      const heading =
        folder === ""
          ? ""
          : `## ${index === undefined ? titleFromName(folder) : plain(index.data["title"])}\n\n`;
      return `${heading}${group.sort(byOrder).map(line).join("\n")}\n`;
    });
  return [
    `# ${plain(title)}\n`,
    ...(config.description === "" ? [] : [`> ${plain(config.description)}\n`]),
    ...sections,
  ].join("\n");
}

/** As in the sidebar: those with an `order` first. */
function byOrder(a: MadePage, b: MadePage): number {
  const orderOf = ({ data }: MadePage) => (typeof data["order"] === "number" ? data["order"] : Infinity);
  const [one, two] = [orderOf(a), orderOf(b)];
  return one === two ? (a.source < b.source ? -1 : 1) : one - two;
}

/** One line, with nothing that would end a link's text. */
function plain(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").replace(/[[\]]/g, "\\$&").trim() : "";
}
