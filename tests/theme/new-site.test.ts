/** A new site, as its visitors get it before its author has changed anything. */

import { AxeBuilder } from "@axe-core/playwright";
import { HtmlValidate } from "html-validate";
import { expect, it } from "vitest";
import { serveNewSite } from "../support/browser.js";
import { some } from "../support/runs.js";
import { layoutShift, underPolicy, useOwnSite } from "../support/served.js";
import { readTree } from "../support/site.js";

const made = useOwnSite(serveNewSite);

const PATHS = ["/", "/docs/", "/docs/start/", "/docs/writing/", "/blog/", "/blog/a-first-post/", "/404.html"];

it("is valid HTML, each page with one heading of level 1 and a description", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      "long-title": "off",
      "no-trailing-whitespace": "off",
      "void-style": "off",
      "attribute-boolean-style": "off",
      "valid-id": ["error", { relaxed: true }],
    },
  });
  const pages = [...readTree(made.site.folder)].filter(([name]) => name.endsWith(".html"));
  expect(pages.map(([name]) => `/${name.replace(/index\.html$/, "")}`).sort()).toEqual([...PATHS].sort());
  for (const [name, bytes] of pages) {
    const html = bytes.toString();
    const { results } = await validator.validateString(html);
    expect(
      results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${name}:${line} ${ruleId} ${message}`),
      ),
    ).toEqual([]);
    expect(html.match(/<h1[ >]/g), name).toHaveLength(1);
    if (name !== "404.html") expect(html, name).toMatch(/<meta name="description" content="[^"]+">/);
  }
});

it.each(PATHS)(
  "%s fits a phone and a desktop, stays still while it loads, and has nothing that a strict policy objects to",
  async (path) => {
    await made.visit("/icon.svg", { viewport: { width: 390, height: 844 } }, async (page, problems) => {
      await underPolicy(
        page,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; " +
          "form-action 'none'",
      );
      await page.goto(made.site.address + path);
      expect(await layoutShift(page, 150)).toBe(0);
      expect(problems).toEqual([]);
    });
    await made.visit(path, { reducedMotion: "reduce" }, async (page) => {
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      }
    });
  },
);

it.each(some(["/docs/writing/", "/", ...PATHS.filter((path) => !["/docs/writing/", "/"].includes(path))], 2))(
  "%s has nothing that axe objects to, dark on a phone and light on a desktop",
  async (path) => {
    await made.visit(path, { reducedMotion: "reduce" }, async (page) => {
      for (const [width, colorScheme] of [
        [390, "dark"],
        [1280, "light"],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target }) => `${width} ${colorScheme} ${id} ${target.join(" ")}`),
          ),
        ).toEqual([]);
      }
    });
  },
);

it("can be searched", async () => {
  await made.visit("/docs/", {}, async (page, problems) => {
    await page.keyboard.press("/");
    await page.keyboard.type("publish");
    await page.locator("dialog li a").first().waitFor();
    expect(problems).toEqual([]);
  });
});
