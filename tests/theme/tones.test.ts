/** Sections on the accent colour: whatever is in them can be read. */

import { AxeBuilder } from "@axe-core/playwright";
import { expect, it } from "vitest";
import { accentsOf } from "../../src/templates/assets/palette.js";
import { some } from "../support/runs.js";
import { useOwnSite } from "../support/served.js";

const own = useOwnSite();

/** Texts in the very colour of what they stand on: axe takes them for hidden on purpose. */
const INVISIBLE = `[...document.querySelectorAll(".section *")].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") && element.checkVisibility()).filter((element) => {
  let behind = element;
  while (behind && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
  return behind && getComputedStyle(behind).backgroundColor === getComputedStyle(element).color;
}).map((element) => element.outerHTML.slice(0, 120))`;

it.each(some(["#f59e0b", "#1d4ed8", "#0f766e", "#111111"], 1))(
  "every section can be read on %s, in light and dark",
  async (brand) => {
    const [light, dark] = [accentsOf(brand, "light"), accentsOf(brand, "dark")];
    const tokens = (
      [
        ["accent", "accent"],
        ["accent-strong", "strong"],
        ["accent-soft", "soft"],
        ["on-accent", "on"],
      ] as const
    ).map(([token, name]) => `--${token}: light-dark(${light[name]}, ${dark[name]})`);
    await own.visit("/examples/", { reducedMotion: "reduce" }, async (page) => {
      await page.addStyleTag({
        content: `*, *::before, *::after { transition: none !important; } :root { ${tokens.join("; ")} }`,
      });
      await page.evaluate(
        `for (const section of document.querySelectorAll(".section")) section.className = ` +
          `section.className.replace(/tone-\\w+/, "tone-accent")`,
      );
      await page.evaluate(`for (const fold of document.querySelectorAll("details")) fold.open = true`);
      await page.evaluate(
        `for (const code of document.querySelectorAll(".section p code")) ` +
          `code.closest("p").insertAdjacentHTML("afterend", '<div class="prose"><div ` +
          `class="markdown-alert markdown-alert-warning"><p ` +
          `class="markdown-alert-title">Warning</p><p>Text with <a href="#a">a link</a> and ` +
          `<code>code</code>.</p></div><p><span class="badge badge-tip">New</span> <a class="button ` +
          `text" href="#b">Text</a></p></div>')`,
      );
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(INVISIBLE), colorScheme).toEqual([]);
        const { violations } = await new AxeBuilder({ page })
          .include(".landing")
          .withRules(["color-contrast"])
          .analyze();
        expect(
          violations.flatMap(({ nodes }) =>
            nodes.map(({ target, failureSummary }) => `${colorScheme} ${target.join(" ")} ${failureSummary}`),
          ),
        ).toEqual([]);
      }
    });
  },
);
