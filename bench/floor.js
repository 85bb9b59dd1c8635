/**
 * The minimum work of a generator in Node: read, front matter, Markdown, one layout, write. In the current
 * folder.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import matter from "gray-matter";
import MarkdownIt from "markdown-it";
import nunjucks from "nunjucks";

const markdown = new MarkdownIt({ html: true, linkify: true });
const layout = nunjucks.compile(
  readFileSync("plain.njk", "utf8"),
  new nunjucks.Environment(null, { autoescape: true }),
);
for (const name of readdirSync("content", { recursive: true })) {
  if (!name.endsWith(".md")) continue;
  const { data, content } = matter(readFileSync(join("content", name), "utf8"), {});
  const html = layout.render({ title: data.title ?? name, content: markdown.render(content) });
  const output = join("_site", name.replace(/(?:\/?index)?\.md$/, ""), "index.html");
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, html);
}
