/** The dev server in a real browser: what is saved is seen at once, and what the reader did to the page stays. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { startDev, type DevProcess } from "../support/dev.js";
import { eventually } from "../support/eventually.js";
import { site, type Files } from "../support/site.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());

const LONG = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of a long page.`).join("\n\n");
const PAGE = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/site.css"></head>
<body><main>{{ content | safe }}</main><p id="team">{{ team.name }} {{ kind }}</p>{% include "foot.njk" %}</body></html>
`;
const FILES: Files = {
  "content/index.md":
    "---\nlayout: page\ntitle: Home\n---\n# Home\n\n<details><summary>More</summary>\n\n" +
    `Hidden text.\n\n</details>\n\n<input id="field">\n\n![Dot](/dot.svg)\n\n${LONG}\n`,
  "content/guide/start.md": "---\nlayout: page\n---\n# Start\n",
  "content/guide/guide.json": '{ "kind": "manual" }',
  "content/_data/team.json": '{ "name": "Red team" }',
  "layouts/page.njk": PAGE,
  "layouts/foot.njk": "<footer>Foot</footer>",
  "public/site.css": "main { color: rgb(1, 2, 3) }",
  "public/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
  ".eleventy.ts":
    'import { defineSite } from "handbill";\nimport { shout } from "./lib/shout.ts";\n' +
    'export default defineSite({ eleventy(config) { config.addGlobalData("motto", shout("ready")); ' +
    "} });\n",
  "lib/shout.ts": "export const shout = (text: string) => text.toUpperCase();\n",
  "layouts/motto.njk": "---\nlayout: page\n---\n{{ content | safe }}<p id=motto>{{ motto }}</p>",
  "content/motto.md": "---\nlayout: motto\n---\n# Motto\n",
};

interface Open {
  readonly root: string;
  readonly dev: DevProcess;
  readonly page: Page;
  save(file: string, text: string): void;
  change(file: string, from: string | RegExp, to: string): void;
  /** Waits for a text on the page. */
  sees(text: string): Promise<void>;
  sayers(): Promise<string>;
}

async function open(path: string, files: Files = {}): Promise<Open> {
  const { root } = await site({ ...FILES, ...files });
  const dev = await startDev(root);
  const page = await visit(dev, path);
  const save = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  return {
    root,
    dev,
    page,
    save,
    change: (file, from, to) => save(file, readFileSync(join(root, file), "utf8").replace(from, to)),
    sees: (text) =>
      eventually(
        async () => (await page.content().catch(() => "")).includes(text),
        () => `the page does not show ${text}; the server said:\n${dev.said()}`,
      ),
    sayers: () =>
      page
        .evaluate(
          () => document.querySelector("handbill-dev")?.shadowRoot?.querySelector("div")?.innerText ?? "",
        )
        .catch(() => ""),
  };
}

async function visit(dev: DevProcess, path: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(dev.address + path);
  // The page has heard from the server.
  await page.waitForFunction(() => document.querySelector("handbill-dev") !== null);
  await page.evaluate(() => ((window as unknown as { marked: boolean }).marked = true));
  return page;
}

/** Whether the page was never loaded anew. */
const isSame = (page: Page) =>
  page.evaluate(() => (window as unknown as { marked?: boolean }).marked === true);

it("swaps in a body in place: scroll, focus, an open fold and typed text survive", async () => {
  const { page, change, sees } = await open("/");
  await page.click("summary");
  await page.fill("#field", "typed");
  await page.evaluate(() => scrollTo(0, 400));
  change("content/index.md", "# Home", "# Home\n\nA new paragraph above everything.");
  await sees("A new paragraph above everything.");
  const state = await page.evaluate(() => [
    document.querySelector("details")?.open,
    document.querySelector<HTMLInputElement>("#field")?.value,
    document.activeElement?.id,
    scrollY,
  ]);
  expect(state).toEqual([true, "typed", "field", 400]);
  expect(await isSame(page)).toBe(true);
});

it("shows edits of JavaScript, as of TypeScript", async () => {
  const { change, sees, page, dev } = await open("/motto/", {
    "package.json": '{ "type": "module" }',
    "content/_data/plain.js": 'export default { word: "first" };\n',
    "content/evaluated.njk": "---\nlayout: page\n---\n<p>{{ plain.word }}</p>",
    "layouts/motto.njk": "---\nlayout: page\n---\n<p id=motto>{{ motto }} {{ plain.word }}</p>",
    ".eleventy.ts": FILES[".eleventy.ts"]?.toString().replace("shout.ts", "shout.js") ?? "",
    "lib/shout.js": "export const shout = (text) => text.toUpperCase();\n",
  });
  await sees("READY first");
  change("content/_data/plain.js", "first", "second");
  await sees("READY second");
  await dev.until("/evaluated/", "<p>second</p>");
  change("lib/shout.js", "toUpperCase", "toLowerCase");
  await sees("ready second");
  expect(await isSame(page)).toBe(true);
});

it("shows every kind of edit", async () => {
  const { page, change, save, sees, root } = await open("/guide/start/");
  change("content/guide/start.md", "layout: page", "layout: page\ntitle: Beginning");
  await sees("<title>Beginning</title>");
  change("layouts/page.njk", "</body>", "<p>From the layout</p></body>");
  await sees("From the layout");
  change("layouts/foot.njk", "Foot", "Another foot");
  await sees("Another foot");
  change("content/_data/team.json", "Red", "Blue");
  await sees("Blue team manual");
  change("content/guide/guide.json", "manual", "tutorial");
  await sees("Blue team tutorial");
  expect(await isSame(page)).toBe(true);
  save("content/guide/second.md", "---\nlayout: page\n---\n# Second\n");
  change("content/guide/start.md", "# Start", "# Start\n\n[Next](second.md)");
  await sees('href="/guide/second/"');
  await page.click('a[href="/guide/second/"]');
  await sees('<h1 id="second">Second</h1>');
  rmSync(join(root, "content/guide/second.md"));
  await sees("Page not found");
  save("content/guide/second.md", "---\nlayout: page\n---\n# Back\n");
  await sees('<h1 id="back">Back</h1>');
});

it("reloads the configuration and its imports without a restart", async () => {
  const { dev, change, sees, page } = await open("/motto/");
  await sees("READY");
  change("lib/shout.ts", "toUpperCase()", 'replace("ready", "set")');
  await sees('<p id="motto">set</p>');
  change(".eleventy.ts", 'shout("ready")', '"go"');
  await sees('<p id="motto">go</p>');
  expect(await isSame(page)).toBe(true);
  expect(dev.child.exitCode).toBe(null);
});

it("swaps styles and images without loading the page", async () => {
  const { page, save } = await open("/");
  const color = () =>
    page.evaluate(() => getComputedStyle(document.querySelector("main") ?? document.body).color);
  expect(await color()).toBe("rgb(1, 2, 3)");
  save("public/site.css", "main { color: rgb(4, 5, 6) }");
  await eventually(
    async () => (await color()) === "rgb(4, 5, 6)",
    () => "the style did not change",
  );
  const width = () => page.evaluate(() => document.querySelector("img")?.naturalWidth);
  expect(await width()).toBe(10);
  save("public/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"/>');
  await eventually(
    async () => (await width()) === 30,
    () => "the picture did not change",
  );
  expect(await isSame(page)).toBe(true);
});

it("updates images that a `srcset` or a style sheet names, and no page without them", async () => {
  const picture = (width: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
  const { page, save, root, sees, change } = await open("/", {
    "content/index.md":
      "---\nlayout: page\n---\n# Home\n\n" +
      '<picture><source srcset="/wide.svg 1x"><img src="/dot.svg" alt=""></picture>\n',
    "public/wide.svg": picture(20),
    "public/back.svg": picture(10),
    "public/other.svg": picture(10),
    "public/site.css": "main { background: url(back.svg) }",
  });
  const width = () => page.evaluate(() => document.querySelector("img")?.naturalWidth);
  await eventually(
    async () => (await width()) === 20,
    () => "the picture is not there",
  );
  save("public/wide.svg", picture(40));
  await eventually(
    async () => (await width()) === 40,
    () => "the picture did not change",
  );
  save("public/other.svg", picture(40));
  change("content/index.md", "# Home", "# Home again");
  await sees("Home again");
  expect(await isSame(page)).toBe(true);
  const asked = page.waitForRequest((request) => request.url().endsWith("/back.svg"));
  writeFileSync(join(root, "public/back.svg"), picture(40));
  await asked;
});

it("shows changes that were saved while the page was hidden", async () => {
  const { page, save, dev } = await open("/");
  const color = () =>
    page.evaluate(() => getComputedStyle(document.querySelector("main") ?? document.body).color);
  const hide = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  save("public/site.css", "main { color: rgb(7, 8, 9) }");
  await eventually(
    () => dev.said().includes("public/site.css"),
    () => "the server saw nothing",
  );
  expect(await color()).toBe("rgb(1, 2, 3)");
  await hide(false);
  await eventually(
    async () => (await color()) === "rgb(7, 8, 9)",
    () => "the style is the old one",
  );
  expect(await isSame(page)).toBe(true);
});

it("follows a page to its new URL", async () => {
  const { page, change, root } = await open("/guide/start/");
  const isAt = (path: string) =>
    eventually(
      () => new URL(page.url()).pathname === path,
      () => `the browser is at ${page.url()}, not ${path}`,
    );
  change("content/guide/start.md", "layout: page", "layout: page\npermalink: /begin/");
  await isAt("/begin/");
  change("content/guide/start.md", "permalink: /begin/\n", "");
  await isAt("/guide/start/");
  renameSync(join(root, "content/guide/start.md"), join(root, "content/guide/first-steps.md"));
  await isAt("/guide/first-steps/");
  renameSync(join(root, "content/guide"), join(root, "content/manual"));
  await isAt("/manual/first-steps/");
  await eventually(
    async () => (await page.textContent("h1")) === "Start",
    () => "the page is gone",
  );
  expect(await isSame(page)).toBe(true);
});

it("shows the errors over the last good page, with escaped text, until they are fixed", async () => {
  const { page, change, sayers, dev, root } = await open("/guide/start/");
  change("content/guide/start.md", "layout: page", "layout: page\n<img src=x onerror=alert(1)>: [");
  await eventually(
    async () => (await sayers()).includes("front-matter-yaml"),
    () => "no overlay",
  );
  expect(await page.textContent("h1")).toBe("Start");
  expect(
    await page.evaluate(
      () => document.querySelector("handbill-dev")?.shadowRoot?.querySelectorAll("img").length,
    ),
  ).toBe(0);
  expect(await sayers()).toContain("<img src=x onerror=alert(1)>: [");
  const editor = await page.evaluate(() =>
    document.querySelector("handbill-dev")?.shadowRoot?.querySelector("article a")?.getAttribute("href"),
  );
  expect(editor).toMatch(new RegExp(`^vscode://file${root}/content/guide/start.md:\\d+:\\d+$`));
  expect(dev.said()).toContain("error  front-matter-yaml  content/guide/start.md:");
  change("content/guide/start.md", "<img src=x onerror=alert(1)>: [\n", "");
  await eventually(
    async () => (await sayers()) === "",
    () => "the overlay stays",
  );
  change("layouts/foot.njk", "Foot", "{% if %}");
  await eventually(
    async () => (await sayers()).includes("layouts/foot.njk:"),
    () => "no overlay for an include",
  );
  expect(await page.textContent("footer")).toBe("Foot");
  change("layouts/foot.njk", "{% if %}", "Mended foot");
  await eventually(
    async () => (await page.textContent("footer")) === "Mended foot" && (await sayers()) === "",
    () => "the overlay stays",
  );
  change(".eleventy.ts", "defineSite({", "defineSite({ tilte: 1,");
  await eventually(
    async () => (await sayers()).includes("Did you mean `title`?"),
    () => "no overlay for the configuration",
  );
  change(".eleventy.ts", "tilte: 1,", "");
  await eventually(
    async () => (await sayers()) === "",
    () => "the overlay stays",
  );
  expect(await isSame(page)).toBe(true);
});

it("starts on a site that cannot be made, and shows it when it can", async () => {
  const { page, save, sayers, sees } = await open("/", {
    "content/index.md": "---\ntitle: [\n---\n# Home\n",
  });
  await eventually(
    async () => (await sayers()).includes("front-matter-yaml"),
    () => "no overlay",
  );
  save("content/index.md", "---\nlayout: page\n---\n# Mended\n");
  await sees('<h1 id="mended">Mended</h1>');
  expect(await page.title()).toBe("Mended");
});

it("keeps warnings and drafts to a badge", async () => {
  const { page, change, sayers } = await open("/guide/start/");
  change("content/guide/start.md", "# Start", "# Start\n\n[there](#nowhere)");
  await eventually(
    async () => (await sayers()) === "1 warning",
    () => "no badge",
  );
  await page.evaluate(() =>
    document.querySelector("handbill-dev")?.shadowRoot?.querySelector("button")?.click(),
  );
  expect(await sayers()).toContain("has no #nowhere");
  await page.keyboard.press("Escape");
  change("content/guide/start.md", "layout: page", "layout: page\ndraft: true");
  await eventually(
    async () => (await sayers()) === "Draft · 1 warning",
    () => "the draft is not marked",
  );
});

it("suggests similar URLs, and names the page with the broken link", async () => {
  const { page } = await open("/guide/start/", {
    "content/guide/start.md": "---\nlayout: page\n---\n# Start\n\n[Wrong](/motot/)\n",
  });
  await page.click('a[href="/motot/"]');
  const text = await page.textContent("main");
  expect(text).toContain("/motot/");
  expect(text).toContain("/motto/");
  expect(text).toContain("content/guide/start.md:6:");
});

it("keeps changes of scripts: the chosen colours, buttons, links of headings, dialogs", async () => {
  const text = "# Start\n\n## Part\n\n```js\nlet a;\n```\n\n## Other\n\nText.\n";
  const { root } = await site({
    "content/index.md": "# Home\n",
    "content/guide.md": text,
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ url: "https://t.example" });\n',
  });
  const dev = await startDev(root);
  const page = await visit(dev, "/guide/");
  await page.click(".theme-toggle");
  await page.evaluate(() => {
    document.body.append(
      Object.assign(document.createElement("dialog"), {
        id: "made",
        open: true,
        innerHTML: "<input value=a>",
      }),
    );
    document.head.append(
      Object.assign(document.createElement("script"), { textContent: "window.ran = true" }),
    );
  });
  await page.fill("#made input", "typed");
  const made = () =>
    page.evaluate(() => [
      document.documentElement.dataset["theme"],
      document.querySelectorAll("button.copy").length,
      document.querySelectorAll("a.anchor").length,
      document.querySelector(".theme-toggle")?.getAttribute("aria-pressed"),
      document.querySelector<HTMLInputElement>("#made input")?.value,
      document.querySelector(".toc a[aria-current]")?.textContent,
    ]);
  const before = await made();
  expect(before).toEqual(["dark", 1, 2, "true", "typed", "Part"]);
  // Its title is in the data for search engines, too.
  writeFileSync(
    join(root, "content/guide.md"),
    text
      .replace("# Start", "# Beginning")
      .replace("Text.", "Another text.\n\n## Third\n\n```js\nlet b;\n```"),
  );
  await eventually(
    async () => (await page.textContent("main"))?.includes("Another text.") === true,
    () => dev.said(),
  );
  expect(await made()).toEqual(["dark", 2, 3, "true", "typed", "Part"]);
  expect(await isSame(page)).toBe(true);
  expect(await page.title()).toContain("Beginning");
});

it("is not stopped by a page with many frames, and shows an edit in each", async () => {
  const { page, change } = await open("/", {
    "content/index.md": `---\nlayout: page\n---\n# Home\n\n${'<iframe src="/guide/start/"></iframe>\n'.repeat(8)}`,
  });
  change("content/guide/start.md", "# Start", "# Framed");
  await eventually(
    async () => {
      const texts = await Promise.all(
        page
          .frames()
          .slice(1)
          .map((frame) => frame.textContent("h1").catch(() => "")),
      );
      return texts.length === 8 && texts.every((text) => text === "Framed");
    },
    () => "a frame shows the old page",
  );
  expect(await isSame(page)).toBe(true);
});

it("waits for an editor that takes a file away before it writes it", async () => {
  const { page, root, sees } = await open("/guide/start/");
  renameSync(join(root, "content/guide/start.md"), join(root, "content/guide/start.md~"));
  await new Promise((done) => setTimeout(done, 60));
  writeFileSync(join(root, "content/guide/start.md"), "---\nlayout: page\n---\n# Written\n");
  await sees("Written");
  expect(await isSame(page)).toBe(true);
});

it("updates two browsers at once", async () => {
  const { dev, page, change } = await open("/");
  const other = await visit(dev, "/guide/start/");
  change("layouts/foot.njk", "Foot", "Both");
  for (const one of [page, other])
    await eventually(
      async () => (await one.textContent("footer")) === "Both",
      () => "one was not told",
    );
});
