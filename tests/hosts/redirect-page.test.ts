/** The page that leads on. */

import { HtmlValidate } from "html-validate";
import { expect, it } from "vitest";
import { redirectFile, redirectPage } from "../../src/hosting/redirect-page.js";
import type { Redirect } from "../../src/model/redirect.js";

const redirect = (from: string, to = "/a/"): Redirect => ({
  from,
  to,
  status: 301,
  file: "a.md",
  line: 1,
  column: 1,
  length: 1,
});

it("is valid HTML for any URL", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: { "void-style": "off", "long-title": "off", "no-trailing-whitespace": "off" },
  });
  for (const to of ["/a/", '/a/?x=1&y=<2>#"z"', "https://a.example/?q='&lt;"]) {
    const page = redirectPage(redirect("/old/", to), "/x/", { url: "https://acme.example", language: "de" });
    const { results } = await validator.validateString(page);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId} ${message}`)),
      to,
    ).toEqual([]);
  }
});

it("gives search engines the full URL of its target, without the fragment", () => {
  expect(
    redirectPage(redirect("/old/", "/a/#part"), "/x/", { url: "https://acme.example", language: "en" }),
  ).toContain('<link rel="canonical" href="https://acme.example/x/a/">');
  expect(
    redirectPage(redirect("/old/", "https://b.example/#p"), "/x/", {
      url: "https://acme.example",
      language: "en",
    }),
  ).toContain('<link rel="canonical" href="https://b.example/#p">');
});

it("is where every file server finds it", () => {
  const at = (from: string, style: "directory" | "file" = "directory") =>
    redirectFile(redirect(from), { style });
  expect([
    at("/"),
    at("/old/"),
    at("/old"),
    at("/old", "file"),
    at("/old.html"),
    at("/caf%C3%A9/"),
    at("/old.php"),
    at("/feed.xml"),
  ]).toEqual([
    "index.html",
    "old/index.html",
    "old/index.html",
    "old.html",
    "old.html",
    "café/index.html",
    undefined,
    undefined,
  ]);
});
