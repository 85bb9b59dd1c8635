/** What must hold of the documentation pages, in a real browser. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { some } from "../support/runs.js";
import { layoutShift, useOwnSite } from "../support/served.js";

const own = useOwnSite();

const EVERYTHING = "/docs/markdown/";

describe("axe-core finds nothing", () => {
  it.each(
    some(
      [
        [375, "dark"],
        [1440, "light"],
        [768, "dark"],
        [375, "light"],
        [768, "light"],
        [1440, "dark"],
      ] as const,
      2,
    ),
  )(
    "on a documentation page with everything, best practices included, %d pixels wide, %s",
    async (width, colorScheme) => {
      await own.visit(EVERYTHING, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
          ),
        ).toEqual([]);
      });
    },
  );

  it("in the search box with results, and in the menu of a phone", async () => {
    await own.visit("/docs/", {}, async (page, problems) => {
      await page.keyboard.press("/");
      await page.keyboard.type("layout");
      await page.locator("dialog li a").first().waitFor();
      expect(
        (await new AxeBuilder({ page }).include("dialog").analyze()).violations.map(({ id }) => id),
      ).toEqual([]);
      expect(problems).toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 375, height: 800 });
      await page.getByRole("button", { name: "Menu" }).click();
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    });
  });
});

describe("the first view", () => {
  it("of a documentation page is at most 30 KB compressed without images, in at most five requests: the page, its styles, and three small scripts", async () => {
    await own.visit("/docs/start/", {}, async (page) => {
      const names = (await page.evaluate(
        "[location.pathname, ...performance.getEntriesByType('resource').map(({ name }) => new " +
          "URL(name).pathname)]",
      )) as string[];
      const files = names
        .filter((name) => !name.endsWith(".svg"))
        .map((name) => join(own.site.folder, name.endsWith("/") ? `${name}index.html` : name));
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
      expect(files.length).toBeLessThanOrEqual(5);
      expect(bytes).toBeLessThan(30 * 1024);
    });
  });

  it("does not move, and is dark at once for those who chose it", async () => {
    await own.visit(EVERYTHING, {}, async (page) => {
      expect(await layoutShift(page, 400)).toBe(0);
      await page.locator(".theme-toggle").click();
      const dark = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
      await page.addInitScript(
        "document.addEventListener('readystatechange', () => { window.first ??= " +
          "getComputedStyle(document.documentElement).colorScheme + " +
          "(document.documentElement.dataset.theme ?? ''); });",
      );
      await page.reload();
      // When the body is parsed, before anything is painted.
      expect(await page.evaluate("window.first")).toBe("darkdark");
      expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(dark);
      await page.locator(".theme-toggle").click();
      expect(await page.evaluate("localStorage.getItem('theme')")).toBeNull();
    });
  });
});

describe("the keyboard alone", () => {
  it("reaches every control, the skip link first, with a focus that is seen", async () => {
    await own.visit("/docs/start/", {}, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").textContent()).toBe("Skip to content");
      for (let press = 0; press < 120; press += 1) {
        const now = (await page.evaluate(
          "(() => { const e = document.activeElement; const s = getComputedStyle(e); " +
            "window.reached = (window.reached ?? new Set()).add(e); return e === document.body ? '' " +
            ": [e.outerHTML.slice(0, 90), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= " +
            "1].join(' #'); })()",
        )) as string;
        if (now === "") break;
        expect(now).toMatch(/#true$/);
        await page.keyboard.press("Tab");
      }
      expect(
        await page.evaluate(
          "[...document.querySelectorAll('a[href], button, input, summary')].filter((e) => " +
            "e.checkVisibility() && !window.reached.has(e)).map((e) => e.outerHTML)",
        ),
      ).toEqual([]);
    });
  });

  it("chooses tabs, and the choice holds on the next page", async () => {
    await own.visit(EVERYTHING, {}, async (page) => {
      const first = page.locator(".tabs").first();
      await first.locator("input").first().focus();
      await page.keyboard.press("ArrowRight");
      expect(await first.locator(".panel").nth(1).isVisible()).toBe(true);
      expect(await first.locator(".panel").nth(0).isVisible()).toBe(false);
      await page.reload();
      expect(await first.locator(".panel").nth(1).isVisible()).toBe(true);
    });
  });

  it("opens the search by / and Ctrl K, loads it only then, moves through the results, and closes it by Escape", async () => {
    await own.visit("/docs/start/", {}, async (page) => {
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      expect(
        await page.evaluate(
          "performance.getEntriesByType('resource').filter(({ name }) => name.includes('pagefind') " +
            "|| name.includes('search')).length",
        ),
      ).toBe(0);
      await page.keyboard.press("Control+k");
      await page.keyboard.type("permalink");
      await page.locator("dialog li a").first().waitFor();
      await page.keyboard.press("ArrowDown");
      expect(await page.evaluate("document.activeElement === document.querySelector('dialog li a')")).toBe(
        true,
      );
      await page.keyboard.press("Escape");
      expect(await page.locator("dialog").isVisible()).toBe(false);
      await page.keyboard.press("/");
      expect(await page.locator("dialog").isVisible()).toBe(true);
      expect(requests.every((url) => url.startsWith(own.site.address))).toBe(true);
    });
  });
});

describe("without JavaScript", () => {
  it("everything is there to be read, tabs and menus work, and no button is there that does nothing", async () => {
    await own.visit(EVERYTHING, { javaScriptEnabled: false }, async (page) => {
      const tabs = page.locator(".tabs").first();
      await tabs.locator("label").nth(1).click();
      expect(await tabs.locator(".panel").nth(1).isVisible()).toBe(true);
      expect(await page.locator(".theme-toggle").isVisible()).toBe(false);
      expect(await page.locator(".search-open").isVisible()).toBe(false);
    });
  });
});

describe("a page without headings", () => {
  it("has its text next to the list of pages, and below it on a phone", async () => {
    for (const [width, isBeside] of [
      [1440, true],
      [1000, true],
      [375, false],
    ] as const) {
      await own.visit("/docs/dependencies/", { viewport: { width, height: 800 } }, async (page) => {
        const [sidebar, main] = [
          await page.locator(".sidebar").boundingBox(),
          await page.locator("main").boundingBox(),
        ];
        if (isBeside) expect(main?.x).toBeGreaterThanOrEqual((sidebar?.x ?? 0) + (sidebar?.width ?? 0));
        else expect([sidebar?.width, main?.y]).toEqual([width, (sidebar?.y ?? 0) + (sidebar?.height ?? 0)]);
      });
    }
  });
});

describe("the headings of a page", () => {
  it("are behind a button if there is no space next to the text, without a script too; a choice closes them and scrolls to the heading", async () => {
    for (const width of [375, 1000]) {
      for (const javaScriptEnabled of [false, true]) {
        await own.visit(
          EVERYTHING,
          { javaScriptEnabled, viewport: { width, height: 800 }, reducedMotion: "reduce" },
          async (page) => {
            const list = page.locator(".toc nav");
            expect(await list.isVisible()).toBe(false);
            await page.getByRole("button", { name: "On this page" }).click();
            expect(await list.isVisible()).toBe(true);
            const [button, shown] = [
              await page.locator(".toc-button").boundingBox(),
              await list.boundingBox(),
            ];
            expect(shown?.y).toBeGreaterThanOrEqual((button?.y ?? 0) + (button?.height ?? 0));
            await list.getByRole("link", { name: "Steps" }).click();
            expect(await list.isVisible()).toBe(!javaScriptEnabled);
            const [bar, heading] = [
              await page.locator(".toc").boundingBox(),
              await page.locator("#steps").boundingBox(),
            ];
            expect(heading?.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0));
            expect(heading?.y).toBeLessThan(400);
          },
        );
      }
    }
  });
});

describe("a script", () => {
  it("copies code without the lines that were removed and without line numbers", async () => {
    await own.visit(EVERYTHING, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const block = page.locator(".copyable", { hasText: "function greet" }).first();
      await block.hover();
      await block.locator(".copy").click();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
        'function greet(name: string): string {\n  const word = "Hello";\n  return `${word}, ${name}!`;\n}\n',
      );
    });
  });

  it("marks the heading that is being read", async () => {
    await own.visit(EVERYTHING, {}, async (page) => {
      await page.locator("#steps").scrollIntoViewIfNeeded();
      await page.evaluate("document.getElementById('steps').scrollIntoView({ behavior: 'instant' })");
      await page.waitForTimeout(150);
      expect(await page.locator(".toc a[aria-current]").textContent()).toBe("Steps");
    });
  });
});

describe("on paper", () => {
  it("the text is alone, and every tab is shown", async () => {
    await own.visit(EVERYTHING, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const hidden of [".site-header", ".sidebar", ".toc", ".neighbours", ".tabs label >> nth=0"])
        expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
      expect(await page.locator(".tabs").first().locator(".panel").nth(1).isVisible()).toBe(true);
    });
  });
});
