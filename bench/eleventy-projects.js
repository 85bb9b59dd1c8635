/**
 * Compares Eleventy projects in Handbill with plain Eleventy: cold, without changes, and after the edit of
 * one post. See README.md.
 */

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    project: { type: "string", multiple: true, default: [] },
    posts: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
  },
});
const rounds = Number(values.rounds);
const work = mkdtempSync(join(tmpdir(), "handbill-projects-"));

/** A typical blog: a layout with a list of posts, tags, a feed, two filters, and this number of posts. */
function writeBlog(folder, posts) {
  mkdirSync(join(folder, "_includes"), { recursive: true });
  mkdirSync(join(folder, "posts"));
  symlinkSync(join(home, "node_modules"), join(folder, "node_modules"));
  const files = {
    "package.json": '{ "type": "module" }\n',
    "eleventy.config.js": `export default function (eleventyConfig) {
  eleventyConfig.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventyConfig.addFilter("newest", (pages, count) => pages.slice(-count).reverse());
  eleventyConfig.addPassthroughCopy("style.css");
}
`,
    "style.css": "body { max-width: 40rem }\n",
    "_includes/base.njk": `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/style.css"></head>
<body><nav>{% for post in collections.posts | newest(5) %}<a href="{{ post.url }}">{{ post.data.title }}</a> {% endfor %}</nav>
<main>{{ content | safe }}</main></body></html>
`,
    "_includes/post.njk": `---
layout: base.njk
---
<h1>{{ title }}</h1><time>{{ page.date | day }}</time>
{{ content | safe }}
`,
    "index.njk": `---
layout: base.njk
title: Blog
---
{% for post in collections.posts | newest(20) %}<h2><a href="{{ post.url }}">{{ post.data.title }}</a></h2>{% endfor %}
`,
    "tags.njk": `---
layout: base.njk
pagination: { data: collections, size: 1, alias: tag, filter: [all, posts] }
permalink: "/tags/{{ tag }}/"
---
{% for post in collections[tag] %}<a href="{{ post.url }}">{{ post.data.title }}</a> {% endfor %}
`,
    "posts/posts.json": '{ "layout": "post.njk", "tags": ["posts"] }\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const paragraph =
    "Some *text* with a [link](/posts/post-1/), `code` and more words, as posts have them. ".repeat(8);
  for (let post = 1; post <= posts; post += 1)
    writeFileSync(
      join(folder, `posts/post-${post}.md`),
      `---\ntitle: Post ${post}\ndate: 2024-01-${String((post % 28) + 1).padStart(2, "0")}\ntags: [tag-${post % 20}]\n---\n${`## Part\n\n${paragraph}\n\n- one\n- two\n\n`.repeat(4)}Post ${post}.\n`,
    );
}

function run(command, args, folder) {
  const started = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`${command} ended with ${status} in ${folder}:\n${stdout}${stderr}`);
  return seconds;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** A Markdown file in the deepest folder of the project, the same in every run. */
function somePost(folder) {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".md") && !/^(?:node_modules|_site|dist|\.)|README/.test(name))
    .sort((a, b) => b.split("/").length - a.split("/").length || (a < b ? -1 : 1));
  return join(folder, names[0]);
}

function measure(name, source) {
  const plain = join(work, name, "eleventy");
  const own = join(work, name, "handbill");
  for (const folder of [plain, own]) {
    cpSync(source, folder, { recursive: true, verbatimSymlinks: true });
    for (const made of ["_site", "dist", ".cache"])
      rmSync(join(folder, made), { recursive: true, force: true });
  }
  const eleventy = [join(plain, "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"];
  const rows = { eleventy: [], cold: [], unchanged: [], edited: [] };
  const post = somePost(own);
  for (let round = 0; round < rounds; round += 1) {
    for (const folder of [plain, own])
      for (const made of ["_site", "dist", ".cache"])
        rmSync(join(folder, made), { recursive: true, force: true });
    rows.eleventy.push(run(eleventy[0], eleventy.slice(1), plain));
    rows.cold.push(run(join(home, "dist/cli.js"), ["build", "--quiet"], own));
    // A build can trust the time of a file only after the file is old enough.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    run(join(home, "dist/cli.js"), ["build", "--quiet"], own);
    rows.unchanged.push(run(join(home, "dist/cli.js"), ["build", "--quiet"], own));
    appendFileSync(post, `\nRound ${round}.\n`);
    rows.edited.push(run(join(home, "dist/cli.js"), ["build", "--quiet"], own));
  }
  const base = median(rows.eleventy);
  const cell = (list) => `${median(list).toFixed(2)} s (${(median(list) / base).toFixed(2)} ×)`;
  console.log(
    `| ${name} | ${base.toFixed(2)} s | ${cell(rows.cold)} | ${cell(rows.unchanged)} | ${cell(rows.edited)} |`,
  );
}

console.log(
  `${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, medians of ${rounds}; targets: cold 1.15 ×, unchanged 0.15 ×, one post edited 0.5 ×\n`,
);
console.log("| project | Eleventy | cold | unchanged | one post edited |\n|---|---|---|---|---|");
try {
  if (Number(values.posts) > 0) {
    const blog = join(work, "blog");
    writeBlog(blog, Number(values.posts));
    measure(`${values.posts} posts`, blog);
  }
  for (const folder of values.project) measure(resolve(folder).split("/").at(-1), resolve(folder));
} finally {
  rmSync(work, { recursive: true, force: true });
}
