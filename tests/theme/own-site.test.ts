/** Handbill's own site, as its visitors get it. */

import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import { QUERIES } from "../support/search-queries.js";
import { underPolicy, useOwnSite } from "../support/served.js";
import { readTree } from "../support/site.js";

const own = useOwnSite();

const PATHS = ["/", "/docs/", "/docs/markdown/", "/docs/configuration/", "/security/", "/404.html"];

describe("every page", () => {
  it("is valid HTML with one heading of level 1, a skip link first, and nothing that a strict policy blocks", async () => {
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
    const pages = [...readTree(own.site.folder)].filter(([name]) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(12);
    for (const [name, bytes] of pages) {
      const html = bytes.toString();
      const { results } = await validator.validateString(html);
      expect(
        results.flatMap(({ messages }) =>
          messages.map(({ ruleId, message, line }) => `${name}:${line} ${ruleId} ${message}`),
        ),
      ).toEqual([]);
      expect(html.match(/<h1[ >]/g), name).toHaveLength(1);
      expect(/<body>\s*<a class="skip" href="#main">/.test(html), name).toBe(true);
      expect(html, name).not.toMatch(/<script(?! src="\/assets\/)|<style|\sstyle="|\son\w+="/);
    }
  });
});

describe("in a browser", () => {
  it.each(PATHS)("%s fits a phone and shows no error under a strict policy", async (path) => {
    await own.visit("/images/icon.svg", { viewport: { width: 375, height: 800 } }, async (page, problems) => {
      await underPolicy(
        page,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; " +
          "form-action 'none'",
      );
      await page.goto(own.site.address + path);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
      expect(problems).toEqual([]);
    });
  });
});

describe("the menu", () => {
  it("opens and closes on a phone without a script, and is always there on a desktop", async () => {
    await own.visit(
      "/docs/start/",
      { viewport: { width: 375, height: 800 }, javaScriptEnabled: false },
      async (page) => {
        const menu = page.locator(".sidebar nav");
        expect(await menu.isVisible()).toBe(false);
        await page.keyboard.press("Tab");
        expect(await page.locator(":focus").textContent()).toBe("Skip to content");
        await page.getByRole("button", { name: "Menu" }).click();
        expect(await menu.isVisible()).toBe(true);
        expect(await menu.locator("a[aria-current=page]").textContent()).toBe("Getting started");
        await page.keyboard.press("Escape");
        expect(await menu.isVisible()).toBe(false);
        await page.setViewportSize({ width: 1440, height: 900 });
        expect(await menu.isVisible()).toBe(true);
      },
    );
  });
});

describe("the search", () => {
  it("finds the page for each query among its first three results", async () => {
    expect(QUERIES.length).toBe(40);
    await own.visit("/docs/", {}, async (page) => {
      const found = (await page.evaluate(
        `(async (queries) => {
          const pagefind = await import("/pagefind/pagefind.js");
          const first = async (query) => {
            const { results } = await pagefind.search(query);
            return Promise.all(results.slice(0, 3).map(async (result) => (await result.data()).url));
          };
          return Promise.all(queries.map(first));
        })(${JSON.stringify(QUERIES.map(([query]) => query))})`,
      )) as string[][];
      const missed = QUERIES.flatMap(([query, ...pages], index) =>
        found[index]?.some((url) => pages.includes(url)) ? [] : [`${query}: ${found[index]?.join(" ")}`],
      );
      expect(missed).toEqual([]);
    });
  });
});
