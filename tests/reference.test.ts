/** Reference pages are made from the code. After a change of the code: npx vitest run tests/reference.test.ts -u */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  filterReference,
  keyReference,
  optionReference,
  settingReference,
  withPart,
} from "./support/code-reference.js";
import { sectionReference } from "./support/section-reference.js";
import { catalogue } from "../src/diagnostics/catalogue.js";
import { FILTERS, filtersFor } from "../src/templates/filters.js";

it("documents every code of the catalogue", async () => {
  const levelOf = (kind: string, level: string) =>
    kind === "error" ? "**Level:** error, always." : `**Default level:** ${level}.`;
  const sections = Object.entries(catalogue).map(
    ([code, { kind, level, what, why, fix }]) =>
      `## ${code}\n\n${what}\n\n${why}\n\n**Fix:** ${fix}\n\n${levelOf(kind, level)}\n`,
  );
  const intro = `Every error and warning of Handbill has a code that never changes. Find the code from your terminal below.

Some errors mean that a page cannot be rendered; their level is fixed. All others are findings, with a level that you can set with [\`levels\`](configuration.md#levels). For problems without a code, see [Troubleshooting](troubleshooting.md).`;
  const page =
    "---\ntitle: Error codes\norder: 9\n" +
    "description: Every error and warning of Handbill by its code, with the cause and the fix.\n---\n" +
    `${intro}\n\n${sections.join("\n")}`;
  await expect(page).toMatchFileSnapshot("../content/docs/diagnostics.md");
});

it("publishes the changes as a page", async () => {
  const changes = readFileSync(new URL("../CHANGELOG.md", import.meta.url), "utf8").replace(/^# .*\n+/, "");
  const page =
    "---\ntitle: Changelog\ndescription: New features and fixes in each version of Handbill.\n" +
    `layout: changelog\n---\n${changes}`;
  await expect(page).toMatchFileSnapshot("../content/changelog.md");
});

it("documents every section, with the example that the own site shows", async () => {
  const examples =
    readFileSync(new URL("../content/examples/index.md", import.meta.url), "utf8").split("---\n")[1] ?? "";
  const example = (type: string) =>
    (examples.split(/^(?=  - type: )/m).find((text) => text.startsWith(`  - type: ${type}\n`)) ?? "")
      .trimEnd()
      .replace(/^  /gm, "");
  const page = readFileSync(new URL("../content/docs/landing.md", import.meta.url), "utf8");
  const guide = page.slice(0, page.indexOf("## All sections {#reference}\n"));
  await expect(`${guide}## All sections {#reference}\n\n${sectionReference(example)}`).toMatchFileSnapshot(
    "../content/docs/landing.md",
  );
});

it.each([
  ["pages.md", "## All front matter keys {#every-key}", keyReference],
  ["configuration.md", "## Settings", settingReference],
  ["commands.md", "## All options {#every-option}", optionReference],
  ["layouts.md", "## Filters", filterReference],
] as const)("documents all that there is in %s, below %s", async (name, heading, reference) => {
  const page = readFileSync(new URL(`../content/docs/${name}`, import.meta.url), "utf8");
  await expect(withPart(page, heading, reference())).toMatchFileSnapshot(`../content/docs/${name}`);
});

it("documents every filter", () => {
  expect(Object.keys(FILTERS).sort()).toEqual(["asset", ...Object.keys(filtersFor("/"))].sort());
});
