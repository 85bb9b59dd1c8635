/** Which entries of the header's menu are marked. */

import { expect, it } from "vitest";
import { markMenu, menuHtml, type HeaderData } from "../../src/site/site-frame-html.js";

const link = (text: string, url: string) => ({ text, url, href: url });
const header: HeaderData = {
  menu: [
    link("Home", "/"),
    link("Start", "/de/"),
    link("Docs", "/docs/"),
    link("Blog", "/blog"),
    {
      text: "Products",
      items: [link("Map", "/map/"), link("Routes", "/map/routes/"), link("API", "/docs/api/")],
    },
  ],
};
const marked = (path: string, home?: string) =>
  [
    ...markMenu(menuHtml(header), header, path, home).matchAll(
      /(?:href|popovertarget)="([^"]*)" aria-current="(\w+)"/g,
    ),
  ].map(([, entry, current]) => `${entry} ${current}`);

it.each([
  ["the page itself", "/docs/", ["/docs/ page"]],
  ["the page above", "/docs/start/", ["/docs/ true"]],
  ["the page above, where URLs end without a slash", "/blog/first", ["/blog true"]],
  ["the page in a panel, and the panel", "/map/routes/", ["menu-5 true", "/map/routes/ page"]],
  [
    "the nearest page above in a panel, and the panel",
    "/map/routes/a/",
    ["menu-5 true", "/map/routes/ true"],
  ],
  [
    "the page in a panel, and the entry of the header above it",
    "/docs/api/",
    ["/docs/ true", "/docs/api/ page"],
  ],
  ["nothing for a page that no entry is above", "/docsy/", []],
])("the menu marks %s", (_, path, expected) => {
  expect(marked(path)).toEqual(expected);
});

it("the home page of a language is above each of its pages, and is not marked for it", () => {
  expect(marked("/de/preise/", "/de/")).toEqual([]);
  expect(marked("/de/", "/de/")).toEqual(["/de/ page"]);
});
