/** A URL that no browser can open is a broken link. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { finishedWith } from "../support/finished.js";
import { siteOf, told } from "./pages.js";

const findings = async (body: string) => {
  const { value: site } = await siteOf({ "a.md": body }, {});
  return site.checkLinks(finishedWith()).map(told);
};

describe("a broken link is", () => {
  it.each([
    ["http://", "names no site", "Write the domain, such as https://example.com/."],
    ["//", "names no site", "Write the domain, such as https://example.com/."],
    ["https://?q=1", "names no site", "Write the domain, such as https://example.com/."],
    ["https:/x.com/a", "does not have exactly two slashes after `https:`", "Write `https://x.com/a`."],
    ["http:///x.com", "does not have exactly two slashes after `http:`", "Write `http://x.com`."],
    ["https://x.com:99999/", "is not a valid URL", "Check its domain and its port."],
    ["https://[::1", "is not a valid URL", "Check its domain and its port."],
    ["htp://x.com", "starts with the unknown scheme `htp`", "Write `http://x.com`."],
    ["htpps://x.com/a?b#c", "starts with the unknown scheme `htpps`", "Write `https://x.com/a?b#c`."],
    ["mailto:", "has no email address", "Write it after `mailto:`."],
    ["tel:", "has no number", "Write it after `tel:`."],
  ])("%s", async (href, why, hint) => {
    expect(await findings(`<a href="${href}">a</a>`)).toEqual([
      `a.md:1:10 broken-link The page links to ${href}, which ${why}. | ${hint}`,
    ]);
  });

  it.each(["C:/docs/a.png", "d:a.png"])("%s", async (src) => {
    expect(await findings(`<img src="${src}" alt="a">`)).toEqual([
      `a.md:1:11 broken-link The page shows ${src}, a path on your computer, which visitors cannot ` +
        "open. | Put the file into the site, and link to it by its path there.",
    ]);
  });

  it.each([
    ["www.example.com", "https://www.example.com"],
    ["example.com/a?b", "https://example.com/a?b"],
    ["https//x.example/a", "https://x.example/a"],
    ["me@example.com", "mailto:me@example.com"],
  ])("%s, which is no path, with the suggestion %s", async (href, meant) => {
    const [only, ...more] = await findings(`[a](${href})`);
    expect(more).toEqual([]);
    expect(only).toMatch(`does not exist. | Write \`${meant}\`.`);
  });
});

it("URLs that browsers open are not reported", async () => {
  const fine = [
    "https://x.com",
    "HTTPS://X.com:8443/a",
    "http://localhost:3000",
    "//cdn.example/a.js",
    "https://münchen.example/",
    "https://[::1]:80/",
    "https://user@x.com/",
    "https://a_b.example/",
    "mailto:a@b.example?subject=x",
    "tel:+49123",
    "ftp://x.com",
    "git+ssh://x",
    "vscode://file",
    "magnet:?xt=1",
    "data:image/png;base64,AA==",
    "?page=2",
    "#top",
  ];
  expect(await findings(fine.map((href) => `<a href="${href}">a</a>`).join("\n"))).toEqual([]);
});

it.each(["javascript:void(0)", "vbscript:x", "file:///etc/hosts", "data:text/html,x"])(
  "a Markdown link to %s is shown as text, which is reported",
  (href) => {
    const markdown = createMarkdown({ trust: "author" });
    const { diagnostics } = markdown.render({
      body: `a \`[b](${href})\` ![c](${href}) \\[d](${href})\n`,
      bodyLine: 1,
      source: "content/a.md",
    });
    expect(diagnostics.map(({ code, column }) => `${code} ${column}`)).toEqual([
      `link-unread ${href.length + 11}`,
    ]);
  },
);
