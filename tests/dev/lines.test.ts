/** The line in the terminal says what changed of the site, and where the open pages are now. */

import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { startDev, type DevProcess } from "../support/dev.js";
import { site } from "../support/site.js";

const page = (front: string, title: string) => `---\nlayout: page\n${front}---\n# ${title}\n`;
const FILES = {
  "content/index.md": "# Home\n",
  "content/docs/x.md": page("", "X"),
  "content/a.md": page("permalink: /first/\n", "A"),
  "content/b.md": page("permalink: /second/\n", "B"),
  "layouts/page.njk": "<body>{{ content | safe }}</body>",
  "public/film.bin": "0",
};
const settled = () => new Promise((done) => setTimeout(done, 900));
const linesOf = (dev: DevProcess, from: number) =>
  dev
    .said()
    .slice(from)
    .trim()
    .split("\n")
    .map((line) => line.replace(/ {2}\d+ ms$/, ""));

/** Opens a page as a browser does, and keeps listening; gives what it has been told. */
function listen(dev: DevProcess, path: string, source: string): () => string {
  let told = "";
  const sent = request(
    {
      host: "127.0.0.1",
      port: dev.port,
      path: `/@handbill/events?${new URLSearchParams({ path, source })}`,
      headers: { host: `localhost:${dev.port}` },
      agent: false,
    },
    (answer) => answer.setEncoding("utf8").on("data", (chunk: string) => (told += chunk)),
  );
  sent.on("error", () => undefined);
  sent.end();
  onTestFinished(() => void sent.destroy());
  return () => told;
}

const movedTo = async (dev: DevProcess, path: string, source: string) =>
  (
    JSON.parse((await dev.ask(`/@handbill/page?${new URLSearchParams({ path, source })}`)).body) as {
      moved?: string;
    }
  ).moved;

it("gives the new URL of a moved page, and does not redirect visitors of the page that replaced it", async () => {
  const { root } = await site(FILES);
  const dev = await startDev(root);
  await settled();
  listen(dev, "/docs/x/", "content/docs/x.md");
  const told = listen(dev, "/first/", "content/a.md");
  await dev.ask("/first/");
  let from = dev.said().length;
  renameSync(`${root}/content/docs/x.md`, `${root}/content/docs/z.md`);
  await dev.hears("/docs/z/");
  expect(linesOf(dev, from)).toEqual(["content/docs/x.md, content/docs/z.md → /docs/z/"]);
  from = dev.said().length;
  // Both at once, while nobody looks.
  dev.child.kill("SIGSTOP");
  writeFileSync(`${root}/content/a.md`, page("permalink: /second/\n", "A"));
  writeFileSync(`${root}/content/b.md`, page("permalink: /first/\n", "B"));
  dev.child.kill("SIGCONT");
  await dev.until("/second/", ">A<");
  await dev.hears("/second/");
  expect(linesOf(dev, from)).toEqual(["content/a.md, content/b.md → /second/"]);
  expect(told()).toContain('{"kind":"page","source":"content/a.md"}');
  expect(await movedTo(dev, "/first/", "content/a.md")).toBe("/second/");
  expect(await movedTo(dev, "/second/", "content/a.md")).toBe(undefined);
  expect(await movedTo(dev, "/first/", "")).toBe(undefined);
});

it("prints the files of the site in a change, and a file that is copied slowly once", async () => {
  const { root } = await site({ ...FILES, "docs.new/x.md": page("", "New") });
  const dev = await startDev(root);
  await settled();
  let from = dev.said().length;
  dev.child.kill("SIGSTOP");
  mkdirSync(`${root}/old`);
  renameSync(`${root}/content/docs`, `${root}/docs.old`);
  renameSync(`${root}/docs.new`, `${root}/content/docs`);
  dev.child.kill("SIGCONT");
  await dev.until("/docs/x/", ">New<");
  await dev.hears("content/docs");
  expect(linesOf(dev, from)).toEqual(["content/docs"]);
  from = dev.said().length;
  for (let part = 0; part < 10; part += 1) {
    appendFileSync(`${root}/public/film.bin`, "more");
    await new Promise((done) => setTimeout(done, 100));
  }
  await dev.until("/film.bin", "0" + "more".repeat(10));
  expect(linesOf(dev, from)).toEqual(["public/film.bin"]);
  from = dev.said().length;
  writeFileSync(`${root}/content/4913`, "");
  await new Promise((done) => setTimeout(done, 300));
  expect(linesOf(dev, from)).toEqual([""]);
});

it("does not print temporary files of editors in any folder", async () => {
  const { root } = await site({
    ...FILES,
    ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ title: "T" });\n',
  });
  const dev = await startDev(root);
  await settled();
  const from = dev.said().length;
  for (const folder of ["content/", "layouts/", "public/", ""])
    for (const name of ["4913", "a.md~", ".a.md.swp", "#a.md#", ".#a.md", "a.md.tmp", "a.md___jb_tmp___"]) {
      writeFileSync(`${root}/${folder}${name}`, "half a");
      rmSync(`${root}/${folder}${name}`);
    }
  writeFileSync(`${root}/content/a.md`, page("", "Another"));
  await dev.hears("content/a.md");
  await settled();
  expect(linesOf(dev, from)).toEqual(["content/a.md"]);
});
