/** The theme's marketing pages in a browser: home, a page with every section, prose, blog, a post, changes, what is not there. */

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { some } from "../support/runs.js";
import { layoutShift, underPolicy, useOwnSite } from "../support/served.js";

const own = useOwnSite();

const POST = "/blog/a-landing-page-is-data/";
const PATHS = ["/", "/examples/", "/security/", "/blog/", POST, "/changelog/", "/404.html"];

const focused = (page: Page) =>
  page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? " +
      "'').trim()",
  );

describe("every marketing page", () => {
  it.each(PATHS)(
    "%s fits 375, 768 and 1440 pixels from either side, stays still while it loads, and has nothing that a strict policy objects to",
    async (path) => {
      await own.visit(
        "/images/icon.svg",
        { viewport: { width: 375, height: 800 } },
        async (page, problems) => {
          await underPolicy(
            page,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src " +
              "'self'; base-uri 'none'; form-action https://example.com",
          );
          await page.goto(own.site.address + path);
          expect(await layoutShift(page, 150)).toBe(0);
          expect(problems).toEqual([]);
        },
      );
      await own.visit(path, { reducedMotion: "reduce" }, async (page) => {
        for (const width of [375, 768, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          for (const dir of ["rtl", "ltr"]) {
            await page.evaluate(`document.documentElement.dir = "${dir}"`);
            expect(await page.evaluate("document.documentElement.scrollWidth"), `${width} ${dir}`).toBe(
              width,
            );
          }
        }
      });
    },
  );

  it.each(some(["/examples/", ...PATHS.filter((path) => path !== "/examples/")], 1))(
    "%s has nothing that axe objects to, in light and dark",
    async (path) => {
      await own.visit(path, { reducedMotion: "reduce" }, async (page) => {
        await page.addStyleTag({ content: "*, *::before, *::after { transition: none !important; }" });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.flatMap(({ id, nodes }) =>
              nodes.map(
                ({ target, failureSummary }) => `${colorScheme} ${id} ${target.join(" ")} ${failureSummary}`,
              ),
            ),
          ).toEqual([]);
        }
      });
    },
  );
});

describe("the header", () => {
  it("has menus that open, close by Escape and are reached by keys, without a script", async () => {
    await own.visit("/", { javaScriptEnabled: false }, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").textContent()).toBe("Skip to content");
      const menu = page.locator("#menu-2");
      const name = page.getByRole("button", { name: "Features" });
      await name.focus();
      await page.keyboard.press("Enter");
      expect(await menu.isVisible()).toBe(true);
      const [button, panel] = [await name.boundingBox(), await menu.boundingBox()];
      expect(Math.abs((panel?.x ?? 0) - (button?.x ?? 0))).toBeLessThan(3);
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").textContent()).toContain("Landing pages");
      await page.keyboard.press("Escape");
      expect(await menu.isVisible()).toBe(false);
      expect(await page.locator(":focus").textContent()).toBe("Features");
    });
  });

  it("is in a menu on a phone, with its groups open", async () => {
    await own.visit(
      "/",
      { javaScriptEnabled: false, viewport: { width: 375, height: 800 } },
      async (page) => {
        const nav = page.locator("#site-nav");
        expect(await nav.isVisible()).toBe(false);
        await page.getByRole("button", { name: "Site" }).click();
        expect(await nav.isVisible()).toBe(true);
        expect(await nav.getByRole("link", { name: "Landing pages" }).isVisible()).toBe(true);
        await page.keyboard.press("Escape");
        expect(await nav.isVisible()).toBe(false);
      },
    );
  });

  it("keeps the space of its last items next to long names", async () => {
    await own.visit("/", {}, async (page) => {
      await page.evaluate(
        "document.querySelectorAll('.site-title > span, #site-nav > ul > li > " +
          "a:not(.button)').forEach((e) => e.append(' and more'.repeat(12)))",
      );
      const right = (selector: string) =>
        page.evaluate<number>(
          `document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().right`,
        );
      const left = await page.evaluate<number>(
        "document.querySelector('.tools').getBoundingClientRect().left",
      );
      expect(await right("#site-nav > ul > li:last-child")).toBeLessThanOrEqual(left);
      expect(await right(".tools")).toBeLessThanOrEqual(1440);
      expect(await page.locator(".header-action .button").isVisible()).toBe(true);
    });
  });

  it("marks the page, and the part of the site that holds it", async () => {
    await own.visit("/examples/", {}, async (page) =>
      expect(
        await page
          .locator("#site-nav > ul > li > a[aria-current]")
          .evaluateAll((links) =>
            links.map((link) => `${link.textContent} ${link.getAttribute("aria-current")}`),
          ),
      ).toEqual(["Examples page"]),
    );
    // Which stands in a menu, and in a part of the site that has a link of its own.
    await own.visit("/docs/markdown/", {}, async (page) =>
      expect(
        await page
          .locator("#site-nav a[aria-current]")
          .evaluateAll((links) =>
            links.map((link) => `${link.firstChild?.textContent} ${link.getAttribute("aria-current")}`),
          ),
      ).toEqual(["Docs true", "Markdown page"]),
    );
    await own.visit(POST, {}, async (page) =>
      expect(
        await page
          .locator("#site-nav > ul > li > a[aria-current]")
          .evaluateAll((links) =>
            links.map((link) => `${link.textContent} ${link.getAttribute("aria-current")}`),
          ),
      ).toEqual(["Blog true"]),
    );
  });
});

describe("the announcement", () => {
  it("goes by a checkbox without a script, and stays away with one", async () => {
    await own.visit("/", { javaScriptEnabled: false }, async (page) => {
      await page.getByRole("checkbox", { name: "Dismiss" }).press("Space");
      expect(await page.locator(".announcement").isVisible()).toBe(false);
    });
    await own.visit("/", {}, async (page) => {
      await page.getByRole("checkbox", { name: "Dismiss" }).check();
      await page.goto(`${own.site.address}/examples/`);
      expect(await page.locator(".announcement").isVisible()).toBe(false);
    });
  });
});

describe("sections without a script", () => {
  it("switch prices by period, and code by tab, with the arrow keys", async () => {
    await own.visit("/examples/", { javaScriptEnabled: false }, async (page) => {
      const prices = async () =>
        (await page.locator(".plan:nth-child(2) .price:visible").allTextContents()).map((text) =>
          text.trim(),
        );
      expect(await prices()).toEqual(["$10 a month"]);
      await page.getByRole("radio", { name: "Monthly" }).focus();
      await page.keyboard.press("ArrowRight");
      expect(await prices()).toEqual(["$100 a year"]);
      expect(await page.locator(".code-tabs > .panel:visible").allTextContents()).toEqual([
        expect.stringContaining("# Hello"),
      ]);
      await page.locator(".code-tabs label", { hasText: "TypeScript" }).click();
      expect(await page.locator(".code-tabs > .panel:visible").allTextContents()).toEqual([
        expect.stringContaining("defineSite"),
      ]);
    });
  });

  it("open an answer, and send a form with its trap empty", async () => {
    await own.visit("/examples/", { javaScriptEnabled: false }, async (page) => {
      const second = page.locator(".question").nth(1);
      await second.locator("summary").press("Enter");
      expect(await second.locator(".answer").isVisible()).toBe(true);
      let sent = "";
      await page.route("https://example.com/subscribe", (route) => {
        sent = route.request().postData() ?? "";
        return route.fulfill({ body: "thanks" });
      });
      await page.getByRole("textbox", { name: "E-mail address" }).fill("a@b.example");
      await page.getByRole("button", { name: "Subscribe" }).click();
      expect(sent).toBe("bot-field=&email=a%40b.example");
    });
  });
});

describe("by keyboard", () => {
  it("every control of every section is reached, and its focus is seen", async () => {
    await own.visit("/examples/", {}, async (page) => {
      const wanted = await page.evaluate<number>(
        "[...document.querySelectorAll('main :is(a[href], button, input, select, textarea, " +
          'summary, [tabindex="0"])\')].filter((e) => e.tabIndex >= 0 && e.checkVisibility() && ' +
          "!(e.type === 'radio' && !e.checked)).length",
      );
      await page.evaluate(
        "document.querySelector('main').setAttribute('tabindex', '-1'), " +
          "document.querySelector('main').focus()",
      );
      const unseen: string[] = [];
      let reached = 0;
      for (let presses = 0; presses < wanted + 20; presses += 1) {
        await page.keyboard.press("Tab");
        const state = await page.evaluate<{ inside: boolean; seen: boolean; video: boolean }>(
          "(() => { const e = document.activeElement; const rings = [e, e.nextElementSibling, " +
            "e.parentElement].filter(Boolean).flatMap((x) => [getComputedStyle(x), " +
            "getComputedStyle(x, '::after')]); return { video: e.tagName === 'VIDEO', inside: " +
            "!!e.closest('main'), seen: rings.some((s) => s.outlineStyle !== 'none' && " +
            "parseFloat(s.outlineWidth) >= 1) }; })()",
        );
        if (!state.inside) break;
        // The buttons of a video are the browser's own.
        if (state.video) continue;
        reached += 1;
        if (!state.seen) unseen.push(await focused(page));
      }
      expect(unseen).toEqual([]);
      expect(reached).toBe(wanted);
    });
  });
});

describe("code that is too wide", () => {
  it("is reached by the keyboard on a post and by none where it fits, also when the window changes", async () => {
    await own.visit(POST, { viewport: { width: 375, height: 800 } }, async (page) => {
      const stops = () =>
        page.evaluate<number>(
          "[...document.querySelectorAll('.prose pre')].filter((e) => e.tabIndex === 0).length",
        );
      // The browser tells the script how wide things are in the frame that follows.
      await expect.poll(stops).toBeGreaterThan(0);
      await page.setViewportSize({ width: 1440, height: 900 });
      await expect.poll(stops).toBe(0);
    });
  });
});
