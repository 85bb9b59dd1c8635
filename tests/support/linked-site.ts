/** A site whose pages link to each other in every notation. */

import type { Files } from "./site.js";

/** `count` pages in nested folders, each with links to four others. */
export function linkedSite(count: number): Files {
  const folderOf = (page: number) => ["", "docs/", "docs/deep/", "blog/"][page % 4] ?? "";
  const sourceOf = (page: number) => `${folderOf(page)}page-${page}.md`;
  const up = (page: number) => "../".repeat(folderOf(page).split("/").length - 1);
  const way = (from: number, to: number) => up(from) + sourceOf(to);
  const files: Record<string, string> = {
    "content/index.md": `# Home\n\n${Array.from({ length: count }, (_, page) => `- [${page}](${sourceOf(page)}#part)`).join("\n")}\n`,
    "content/docs/index.md": "# Docs\n\n[Home](../index.md) [Deep](deep/index.md)\n",
    "content/docs/deep/index.md": "# Deep\n\n![A](a.svg) [Docs](../)\n",
    "content/docs/deep/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "content/docs/docs.json": '{ "tags": "docs" }\n',
  };
  for (let page = 0; page < count; page += 1) {
    const other = (step: number) => (page * 7 + step) % count;
    const end = page % 3 === 0 ? "\r\n" : "\n";
    const lines = [
      ...(page % 2 === 0
        ? ["---", `title: Page ${page} # kept`, `image: ${up(page)}docs/deep/a.svg`, "---"]
        : []),
      `# Page ${page}`,
      "",
      "## Part",
      "",
      `A [file](${way(page, other(1))}#part), a [stem](${way(page, other(2)).replace(".md", "")}) ` +
        `and an ![image](${up(page)}docs/deep/a.svg).`,
      "",
      `> - In a quote: [reference][r] and <a href="${way(page, other(3))}">HTML</a>`,
      "",
      `| table | [cell](/${sourceOf(other(1))}) |`,
      "|---|---|",
      `| \`code\` | [\`code\`](/${sourceOf(other(4))}) |`,
      "",
      `[r]: ${way(page, other(4))} "A title"`,
      "",
    ];
    files[`content/${sourceOf(page)}`] = (page % 5 === 0 ? "\ufeff" : "") + lines.join(end);
  }
  return files;
}
