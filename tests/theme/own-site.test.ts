/** Handbill's own site, as its visitors get it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, serveOwnSite, type ServedSite } from "../support/browser.js";
import { PROJECT, readTree } from "../support/site.js";

let site: ServedSite;
let browser: Browser;
beforeAll(async () => {
  site = await serveOwnSite();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  site?.close();
});

const PATHS = ["/", "/docs/", "/docs/markdown/", "/docs/configuration/", "/security/", "/404.html"];

describe("every page", () => {
  it("is valid HTML with one heading of level 1, a skip link first, and nothing that a strict policy blocks", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off", "attribute-boolean-style": "off" } });
    const pages = [...readTree(site.folder)].filter(([name]) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(12);
    for (const [name, bytes] of pages) {
      const html = bytes.toString();
      const { results } = await validator.validateString(html);
      expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${name}:${line} ${ruleId} ${message}`))).toEqual([]);
      expect(html.match(/<h1[ >]/g), name).toHaveLength(1);
      expect(/<body>\s*<a class="skip" href="#main">/.test(html), name).toBe(true);
      expect(html, name).not.toMatch(/<script|<style|\sstyle="|\son\w+="/);
    }
  });
});

describe("in a browser", () => {
  it.each(PATHS)("%s fits a phone and shows no error under a strict policy", async (path) => {
    const context = await browser.newContext({ viewport: { width: 375, height: 800 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) problems.push(message.text());
    });
    await page.route("**/*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'" } });
    });
    await page.goto(site.address + path);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("the menu", () => {
  it("opens and closes on a phone without a script, and is always there on a desktop", async () => {
    const context = await browser.newContext({ viewport: { width: 375, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.address}/docs/start/`);
    const menu = page.locator("#pages");
    expect(await menu.isVisible()).toBe(false);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to content");
    await page.getByRole("button", { name: "Menu" }).click();
    expect(await menu.isVisible()).toBe(true);
    expect(await menu.locator("a[aria-current=page]").textContent()).toBe("Start");
    await page.keyboard.press("Escape");
    expect(await menu.isVisible()).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await menu.isVisible()).toBe(true);
    await context.close();
  });
});

describe("the palette", () => {
  const css = readFileSync(join(PROJECT, "layouts/assets/handbill.css"), "utf8");
  const palette = (block: string) => Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]));
  const light = palette(css.slice(0, css.indexOf("@media (prefers-color-scheme: dark)")));
  const dark = { ...light, ...palette(css.slice(css.indexOf("@media (prefers-color-scheme: dark)"), css.indexOf("*, *::before"))) };
  /** Contrast of two colours (WCAG 2.2, relative luminance). */
  const contrast = (a: string, b: string): number => {
    const luminance = (hex: string) => {
      const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
    };
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const pairs = [["text", "background"], ["text", "surface"], ["muted", "background"], ["muted", "surface"], ["accent", "background"], ["accent-strong", "accent-soft"], ["on-accent", "accent"], ["note", "surface"], ["tip", "surface"], ["important", "surface"], ["warning", "surface"], ["caution", "surface"], ...["plain", "keyword", "string", "comment", "constant", "function", "parameter", "punctuation"].map((name) => [`hl-${name}`, "code"])] as const;

  it.each([["light", light], ["dark", dark]] as const)("has the contrast of WCAG AA, %s", (_, colors) => {
    const weak = pairs.map(([front = "", back = ""]) => [front, back, contrast(colors[front] ?? "#000000", colors[back] ?? "#000000")] as const).filter(([, , ratio]) => ratio < 4.5);
    expect(weak).toEqual([]);
  });
});
