/** What Markdown, raw HTML and sections become in a browser. */

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { serveFiles } from "../support/browser.js";
import { useOwnSite } from "../support/served.js";

const PHONE = { viewport: { width: 360, height: 800 } };
const tabs = (from: number, to: number, text: (number: number) => string) =>
  `:::: tabs\n${Array.from({ length: to - from + 1 }, (_, index) => `::: tab T${index + from}\n${text(index + from)}\n:::\n`).join("")}::::\n`;

const site = useOwnSite(() =>
  serveFiles({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "Acme", language: "en", languages: { en: "English", ar: ' +
      '"العربية" }, untranslated: "nothing" });\n',
    "content/index.md": "# Home\n",
    "content/tabs.md":
      `# Tabs\n\n${tabs(1, 12, (number) => `word${number}`)}\n${"text\n\n".repeat(60)}\n` +
      `${tabs(21, 23, (number) => `## Heading ${number}\n\n<details><summary>More</summary>\n\n<i id="deep${number}">deep</i>\n\n</details>\n`)}\n[two](#heading-22), [three](#heading-23)\n`,
    "content/code.md":
      "# Code\n\n::: code-group\n" +
      `${Array.from({ length: 10 }, (_, index) => `\`\`\`sh [f${index}]\nword${index}\n\`\`\`\n`).join("")}:::\n`,
    "content/mixed.md":
      "# Mixed\n\n:::: tabs\nBefore.\n\n::: tab A\nworda\n:::\n::: tip\nBetween.\n:::\n::: tab B\n" +
      "wordb\n:::\n::::\n",
    "content/embeds.md":
      '# Embeds\n\n<iframe width="560" height="315" src="about:blank" title="a"></iframe>\n\n' +
      '<iframe width="600" height="450" src="about:blank" title="b"></iframe>\n\n' +
      '<video width="1280" height="720" controls></video>\n\n' +
      '<object width="800" height="200" data="/x.svg" type="image/svg+xml">x</object>\n\n' +
      '<embed width="800" height="200" src="/x.svg" type="image/svg+xml">\n\n' +
      '<iframe width="100%" height="300" src="about:blank" title="c"></iframe>\n\n' +
      '<iframe width="120" height="90" src="about:blank" title="d"></iframe>\n',
    "content/ar/index.md":
      "# الرئيسية\n\nاكتب `--dry-run` ثم <kbd>Ctrl+</kbd> و<samp>./a/b</samp> و<var>n!</var>.\n\n" +
      "## `--force`\n\n| أ | ب |\n|---|---|\n| `./c/` | د |\n\n## `./last`\n",
    "content/print.md":
      "# Print\n\nhttps://a.example/auto, <https://b.example/>, " +
      "[https://c.example/](https://c.example/), www.d.example and [named](https://e.example/).\n",
    "content/form.md":
      "---\ntitle: Form\nlayout: landing\nsections:\n" +
      '  - { type: newsletter, action: "https://f.example" }\n' +
      '  - { type: newsletter, action: "https://f.example", placeholder: you@f.example }\n---\n',
    "content/sections.md":
      "---\ntitle: Sections\nlayout: landing\nsections:\n  - type: code\n    items:\n" +
      `${Array.from({ length: 10 }, (_, index) => `      - { label: L${index}, code: { text: word${index}, language: text } }\n`).join("")}  - type: features\n    items:\n      - { title: Linked, url: tabs.md }\n      - { title: Plain }\n---\n`,
    "content/cards.md": "# Cards\n\n::: cards\n- [Linked](tabs.md)\n- **Plain**\n:::\n",
    "public/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="200"/>',
  }),
);

describe.each([
  ["with a script", true],
  ["without a script", false],
])("tabs %s", (_, javaScriptEnabled) => {
  it("show the panel of each, however many there are", async () => {
    for (const [path, label, word] of [
      ["/tabs/", "T9", "word9"],
      ["/tabs/", "T12", "word12"],
      ["/code/", "f9", "word9"],
      ["/sections/", "L9", "word9"],
    ] as const)
      await site.visit(path, { javaScriptEnabled }, async (page) => {
        const group = page.locator(".tabs").first();
        await group.locator("> label").getByText(label, { exact: true }).click();
        const shown = await group.locator("> .panel:visible").allInnerTexts();
        expect(
          shown.map((text) => text.replace("Copy", "").trim()),
          `${path} ${label}`,
        ).toEqual([word]);
      });
  });

  it("always show the text between them", async () => {
    await site.visit("/mixed/", { javaScriptEnabled }, async (page) => {
      await page.locator(".tabs > label").nth(1).click();
      const seen = await Promise.all(
        ["Before.", "worda", "Between.", "wordb"].map((text) => page.getByText(text).isVisible()),
      );
      expect(seen).toEqual([true, false, true, true]);
    });
  });

  it("open where a link leads, from this page and from another one", async () => {
    const isSeen = (page: Page, id: string) =>
      page.locator(`#${id}`).evaluate((one) => {
        const { top, height } = one.getBoundingClientRect();
        return height > 0 && top >= 0 && top < innerHeight;
      });
    await site.visit("/tabs/#heading-23", { javaScriptEnabled, reducedMotion: "reduce" }, async (page) => {
      await expect.poll(() => isSeen(page, "heading-23")).toBe(true);
      await page.evaluate("scrollTo(0, 0)");
      await page.locator(".toc a[href$='#heading-22']").click();
      await expect.poll(() => isSeen(page, "heading-22")).toBe(true);
      await page.goBack();
      await expect.poll(() => isSeen(page, "heading-23")).toBe(true);
    });
  });
});

it("a link to a place in a closed tab and a closed fold opens both, also when it is followed again", async () => {
  await site.visit("/tabs/", { reducedMotion: "reduce" }, async (page) => {
    for (let time = 0; time < 2; time += 1) {
      await page.evaluate("location.hash = '#deep22'");
      if (time === 1) await page.locator(".tabs label", { hasText: "T21" }).click();
      await page.evaluate(
        "(() => { const link = document.createElement('a'); link.href = '#deep22'; " +
          "link.textContent = 'x'; document.querySelector('main').append(link); link.click(); " +
          "link.remove(); })()",
      );
      await expect.poll(() => page.locator("#deep22").isVisible()).toBe(true);
    }
  });
});

it("the table of contents marks no heading behind a closed tab", async () => {
  await site.visit("/tabs/", {}, async (page) => {
    await page.locator("#heading-21").scrollIntoViewIfNeeded();
    await page.locator("#heading-21").evaluate((one) => one.scrollIntoView());
    await expect.poll(() => page.locator(".toc a[aria-current]").textContent()).toBe("Heading 21");
  });
});

describe("text from right to left", () => {
  it("has code, keys, samples and variables from left to right, in headings and tables, too", async () => {
    await site.visit("/ar/", {}, async (page) => {
      const directions = await page
        .locator("main :is(code, kbd, samp, var)")
        .evaluateAll((all) =>
          all.map((one) => `${getComputedStyle(one).direction} ${getComputedStyle(one).unicodeBidi}`),
        );
      expect(directions).toEqual(Array(7).fill("ltr isolate"));
    });
  });

  it("shows a heading that is code in its own direction in the table of contents", async () => {
    await site.visit("/ar/", {}, async (page) => {
      // The hyphens are on the left, before the letters.
      const [hyphens, letters] = await page.locator(".toc a[href='#--force']").evaluate((link) => {
        const text = link.firstChild as Text;
        const left = (start: number, end: number) => {
          const range = new Range();
          range.setStart(text, start);
          range.setEnd(text, end);
          return range.getBoundingClientRect().left;
        };
        return [left(0, 2), left(2, 7)];
      });
      expect(hyphens).toBeLessThan(letters ?? 0);
    });
  });
});

it("embedded content stays in the column and keeps its ratio", async () => {
  await site.visit("/embeds/", PHONE, async (page) => {
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    const boxes = await page.locator("main :is(iframe, video, object, embed)").evaluateAll((all) =>
      all.map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return { width: Math.round(width), ratio: Math.round((width / height) * 100) / 100 };
      }),
    );
    expect(boxes.map(({ ratio }) => ratio)).toEqual(
      [1.78, 1.33, 1.78, 4, 4, 1.04, 1.33].map((one) => expect.closeTo(one, 1)),
    );
    expect(boxes.map(({ width }) => width)).toEqual([312, 312, 312, 312, 312, 312, expect.closeTo(120, -1)]);
  });
});

it("paper has the URL of each link once", async () => {
  await site.visit("/print/", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    expect(
      await page
        .locator("main p:first-of-type a")
        .evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content !== "none")),
    ).toEqual([false, false, false, false, true]);
  });
});

it("a newsletter without a placeholder has a visible label", async () => {
  await site.visit("/form/", PHONE, async (page) => {
    expect(
      await page.locator(".newsletter-form label:not(.visually-hidden, .trap label)").allTextContents(),
    ).toEqual(["E-mail address"]);
  });
});

it("a card that is a link has an arrow, and other cards have no arrow", async () => {
  const arrows = (page: Page, selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) => all.map((one) => getComputedStyle(one, "::before").content.includes("→")));
  await site.visit("/sections/", {}, async (page) =>
    expect(await arrows(page, ".feature-title")).toEqual([true, false]),
  );
  await site.visit("/cards/", {}, async (page) =>
    expect(await arrows(page, ".cards li > :first-child")).toEqual([true, false]),
  );
});
