/** The theme under other circumstances: large text, little motion, forced colours, paper, no script. */

import { describe, expect, it } from "vitest";
import { useOwnSite } from "../support/served.js";

const own = useOwnSite();
const PATHS = ["/", "/docs/markdown/", "/examples/", "/blog/"];

describe("a page that is made larger", () => {
  it.each(PATHS)(
    "%s needs no sideways scrolling at 200 and 400 percent, and cuts no text off",
    async (path) => {
      // 1440 and 1280 pixels wide, seen through so many pixels of CSS (WCAG 2.2, 1.4.4 and 1.4.10).
      for (const [width, deviceScaleFactor] of [
        [720, 2],
        [320, 4],
      ] as const) {
        await own.visit(path, { viewport: { width, height: 450 }, deviceScaleFactor }, async (page) => {
          expect(await page.evaluate("document.documentElement.scrollWidth"), `${width}`).toBe(width);
          const cut =
            "[...document.querySelectorAll('main :is(h1, h2, h3, p, li, summary, dt, dd), " +
            ".site-header a, footer a')].filter((e) => e.checkVisibility() && e.scrollWidth > " +
            "e.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) && " +
            "e.clientWidth > 1).map((e) => e.outerHTML.slice(0, 80))";
          expect(await page.evaluate(cut), `${width}`).toEqual([]);
        });
      }
    },
  );
});

describe("with less motion", () => {
  it.each(PATHS)(
    "%s moves nothing by itself: no transition, no animation, no smooth scrolling, in no element or pseudo-element",
    async (path) => {
      const moving =
        `[...document.querySelectorAll("*")].flatMap((e) => [null, "::before", "::after", ` +
        `"::backdrop"].map((part) => [e, part, getComputedStyle(e, part)])).filter(([, , s]) => ` +
        `s.transitionDuration.split(", ").some((t) => t !== "0s") || s.animationName !== "none" || ` +
        `s.scrollBehavior === "smooth").map(([e, part]) => e.tagName + "." + e.className + (part ?? ` +
        `""))`;
      await own.visit(path, { reducedMotion: "reduce" }, async (page) =>
        expect(await page.evaluate(moving)).toEqual([]),
      );
      // The question finds what moves for those who have not asked for less.
      await own.visit(path, { reducedMotion: "no-preference" }, async (page) =>
        expect(await page.evaluate(moving)).toContain("HTML."),
      );
    },
  );
});

describe("in forced colours", () => {
  it("show choices, focus and presses by more than a background, and every icon", async () => {
    await own.visit("/docs/markdown/", { forcedColors: "active" }, async (page) => {
      expect(await page.evaluate("matchMedia('(forced-colors: active)').matches")).toBe(true);
      const drawn = (selector: string) =>
        page.evaluate<boolean>(
          `(() => { const s = getComputedStyle(document.querySelector(${JSON.stringify(selector)}` +
            `)); return s.outlineStyle !== "none" || (s.borderTopStyle !== "none" && ` +
            `parseFloat(s.borderTopWidth) > 0) || (s.borderBottomStyle !== "none" && ` +
            "parseFloat(s.borderBottomWidth) > 0); })()",
        );
      for (const selector of [
        ".sidebar a[aria-current=page]",
        ".markdown-alert",
        ".tabs > input:checked + label",
        ".prose pre .line.marked",
        ".announcement",
        ".search-open",
      ])
        expect(await drawn(selector), selector).toBe(true);
    });
    await own.visit("/examples/", { forcedColors: "active" }, async (page) => {
      const background = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((e) => getComputedStyle(e).backgroundColor);
      expect(await background(".switch-option input:checked + span")).not.toBe(
        await background(".switch-option input:not(:checked) + span"),
      );
    });
  });
});

describe("on paper", () => {
  it.each(["/", "/examples/"])(
    "%s is black on white also for those who see it dark, and every price, answer and example is there",
    async (path) => {
      await own.visit(path, { colorScheme: "dark" }, async (page) => {
        await page.emulateMedia({ media: "print" });
        expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(
          "rgb(255, 255, 255)",
        );
        for (const hidden of [".site-header", ".announcement", ".site-footer"])
          expect(await page.locator(hidden).isVisible(), hidden).toBe(false);
        for (const one of await page.locator(".question .answer, .code-tabs > .panel").all())
          expect(await one.isVisible(), await one.innerText()).toBe(true);
      });
    },
  );
});

describe("without a script", () => {
  it.each(PATHS)("%s has the same text, and no button that does nothing", async (path) => {
    const text =
      "[...document.querySelectorAll('main')].map((e) => e.textContent.replace(/\\s+/g, ' ')).join('')";
    let without = "";
    await own.visit(path, { javaScriptEnabled: false }, async (page) => {
      // Asked by the protocol: the page itself runs nothing.
      without = ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");
      for (const button of await page.locator("button:visible").all())
        expect(
          (await button.getAttribute("popovertarget")) ?? (await button.getAttribute("type")),
          await button.evaluate((e) => e.outerHTML),
        ).toMatch(/^(?!button$)/);
    });
    await own.visit(path, {}, async (page) => {
      const added = ["copy", "anchor"];
      await page.evaluate(
        "document.querySelectorAll(" +
          `${JSON.stringify(added.map((name) => `main .${name}`).join(", "))}).forEach((e) => ` +
          "e.remove())",
      );
      expect((await page.evaluate<string>(text)).replace(/\s+/g, "")).toBe(without.replace(/\s+/g, ""));
    });
  });
});
