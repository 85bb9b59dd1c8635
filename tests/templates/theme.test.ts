/** What the theme's layouts make of odd but rightful pages. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { site } from "../support/site.js";

const page = (front: string) => `---\n${front}\n---\n`;

it("a page with sections that names no layout is a landing page, with its styles", async () => {
  const driver = site({
    "content/index.md": page("sections:\n  - { type: cta, title: Hello there }"),
    "content/a.md": "# A\n",
  });
  await driver
    .build()
    .expectExit(0)
    .expectContains("index.html", '<main id="main" class="landing">', "Hello there")
    .expectContains("a/index.html", 'class="docs"');
});

it("a plan with one price shows it next to plans with a price for each period", async () => {
  const plans = [
    "{ name: A, prices: ['1 €', '10 €'] }",
    "{ name: B, price: 5 € }",
    "{ name: C, prices: ['3 €', '30 €'] }",
    "{ name: D }",
  ];
  const driver = site({
    "content/index.md": page(
      "sections:\n  - type: pricing\n    periods: [Monthly, Yearly]\n    plans:\n" +
        `${plans.map((plan) => `      - ${plan}\n`).join("")}`,
    ),
  });
  await driver
    .build()
    .expectExit(0)
    .check((built) => {
      const prices = [
        ...readFileSync(built.path("_site/index.html"), "utf8").matchAll(
          /class="price( price-\d)?"><span class="price-value">(.*?)</g,
        ),
      ].map(([, period = "", price]) => `${price}${period}`);
      expect(prices).toEqual(["1 € price-1", "10 € price-2", "5 €", "3 € price-1", "30 € price-2"]);
    });
});

describe("a byline names the authors", () => {
  it.each([
    ["author: Ada", "By Ada"],
    ["authors: [Ada, Grace]", "By Ada, Grace"],
    ["author: { name: Ada }", "By Ada"],
    ["authors: [{ name: Ada, url: https://a.example }, Grace]", "By Ada, Grace"],
    ["authors: 5", ""],
  ])("%s", async (front, expected) => {
    const driver = site({ "content/a.md": page(`layout: post\ndate: 2026-01-31\n${front}`) });
    await driver
      .build()
      .expectExit(0)
      .check((built) =>
        expect(
          /<span>(By .*?)<\/span>/.exec(readFileSync(built.path("_site/a/index.html"), "utf8"))?.[1] ?? "",
        ).toBe(expected),
      );
  });
});
