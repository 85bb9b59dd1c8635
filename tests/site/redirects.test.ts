/** Redirects of the configuration and of front matter. */

import { describe, expect, it } from "vitest";
import type { Redirect } from "../../src/model/redirect.js";
import { writtenFrom, writtenTo } from "../../src/site/redirects/folder-redirects.js";
import { createRedirects, type Redirects } from "../../src/site/redirects/redirects.js";

const at = { file: ".eleventy.ts", line: 1, column: 1, length: 1 };
const redirects = (table: Readonly<Record<string, string>>, pages: readonly string[] = []): Redirects =>
  createRedirects({
    configured: Object.entries(table).map(([from, to]): Redirect => ({ from, to, status: 301, ...at })),
    pages: [],
    urlOf: () => false,
    urls: () => pages,
  });
const said = (table: Readonly<Record<string, string>>, pages: readonly string[]) =>
  redirects(table, pages)
    .check(
      (path) => pages.includes(path),
      (folder) => pages.some((page) => page.startsWith(folder)),
    )
    .map(({ code, message, hint }) => `${code}: ${message} ${hint ?? ""}`);

describe("redirects", () => {
  it("lead straight to their end, with the fragment and the query of the last step", () => {
    expect(
      redirects({ "/a/": "/b/#x", "/b": "/c/?q=1", "/d/": "/a" })
        .all()
        .map(({ from, to }) => `${from} ${to}`),
    ).toEqual(["/a/ /c/?q=1#x", "/b /c/?q=1", "/d/ /c/?q=1#x"]);
  });

  it("are found with and without their slash, in any spelling of an escape", () => {
    const { find } = redirects({ "/caf%c3%a9/": "/a/", "/b.html": "/a/" });
    expect(
      [find("/café"), find("/caf%C3%A9/"), find("/b.html"), find("/b")].map((found) => found?.from),
    ).toEqual(["/caf%C3%A9/", "/caf%C3%A9/", "/b.html", undefined]);
  });

  it("are left out if they form a circle, and the circle is reported", () => {
    expect(
      redirects({ "/a/": "/b/", "/b/": "/a/", "/c/": "/" })
        .all()
        .map(({ from }) => from),
    ).toEqual(["/c/"]);
    expect(said({ "/a/": "/a" }, [])).toEqual([
      "redirect-loop: Redirects form a loop: /a/ → /a. Point one of them to a page.",
    ]);
    expect(said({ "/a/": "/b/", "/b/": "/c/", "/c/": "/b/" }, [])).toHaveLength(3);
  });

  it("are reported if they point to a redirect or to no page, or if a page is at their URL", () => {
    expect(said({ "/a/": "/b/", "/b/": "/page/" }, ["/page/"])).toEqual([
      "redirect-chain: /a/ redirects to /b/, which redirects to /page/. Redirect to /page/.",
    ]);
    expect(said({ "/a/": "/pages/" }, ["/page/"])).toEqual([
      "redirect-broken: /a/ redirects to /pages/, which does not exist. Did you mean /page/?",
    ]);
    expect(said({ "/page/": "https://a.example/" }, ["/page/"])).toEqual([
      "redirect-conflict: /page/ is redirected, but a page or file has the same URL. Remove the " +
        "redirect, or move the page.",
    ]);
    expect(said({ "/a/": "/page/#x" }, ["/page/"])).toEqual([]);
  });

  it("are refused if they cannot be a URL", () => {
    for (const from of [
      "old",
      "//a.example/",
      "/a?b",
      "/a b",
      "/a/../b",
      "/a\\b",
      "/*",
      "/a*",
      "/*/a",
      "/a/*/b/",
      "/a//*",
      "/a%0Ab/",
      "/%2e%2e/a",
    ])
      expect(
        redirects({ [from]: "/" }).diagnostics.map(({ code }) => code),
        from,
      ).toEqual(["redirect-invalid"]);
    for (const to of ["new", "//a.example/", "javascript:alert(1)", "/a b", "http://", "/a\nb", "/b/:splat"])
      expect(
        redirects({ "/a/": to }).diagnostics.map(({ code }) => code),
        to,
      ).toEqual(["redirect-invalid"]);
    for (const to of ["/b/:splat/c", "/:splat/:splat", "/b/:splat#x", "/b/:splat?x"])
      expect(
        redirects({ "/a/*": to }).diagnostics.map(({ code }) => code),
        to,
      ).toEqual(["redirect-invalid"]);
  });
});

describe("redirects of folders", () => {
  const foldersOf = (table: Readonly<Record<string, string>>) =>
    redirects(table)
      .folders()
      .map((redirect) => `${writtenFrom(redirect)} ${writtenTo(redirect)}`);

  it("point straight to their end, the longest first, through folders and URLs", () => {
    expect(
      foldersOf({
        "/a/*": "/b/:splat",
        "/b/*": "/c/x/:splat",
        "/c/long/*": "/d/",
        "/d": "/e/#x",
        "/f/*": "/c/long/",
      }),
    ).toEqual(["/c/long/* /e/#x", "/a/* /c/x/:splat", "/b/* /c/x/:splat", "/f/* /e/#x"]);
    expect(
      redirects({ "/a/": "/b/x/?q=1", "/b/*": "/c/:splat" })
        .all()
        .map(({ to }) => to),
    ).toEqual(["/c/x/"]);
  });

  it("answer every URL below, except those with their own redirect or with one of a longer folder", () => {
    const { find } = redirects({ "/a/*": "/z/:splat", "/a/b/*": "/y/", "/a/c/": "/x/" });
    expect(
      ["/a", "/a/", "/a/q/r", "/a/b", "/a/b/q", "/a/c", "/a/caf\u00e9/", "/ab"].map((path) => find(path)?.to),
    ).toEqual(["/z/", "/z/", "/z/q/r", "/y/", "/y/", "/x/", "/z/caf%C3%A9/", undefined]);
  });

  it("are left out and reported if a URL comes back, or grows without end", () => {
    const circles: readonly Readonly<Record<string, string>>[] = [
      { "/a/*": "/a/b/:splat" },
      { "/a/*": "/a/" },
      { "/a/*": "/b/:splat", "/b/*": "/a/:splat" },
      { "/a/*": "/b/:splat", "/b/x/*": "/a/x/:splat" },
      { "/a/*": "/b/", "/b/": "/a/c/" },
    ];
    for (const table of circles) {
      const [from = ""] = Object.keys(table);
      expect(
        foldersOf(table).filter((text) => text.startsWith(`${from} `)),
        from,
      ).toEqual([]);
      expect(
        said(table, ["/a/", "/b/"]).some((text) => text.startsWith(`redirect-loop: ${from} redirects to `)),
        JSON.stringify(table),
      ).toBe(true);
    }
    expect(foldersOf({ "/a/*": "/:splat", "/b/*": "/b-2/:splat" })).toEqual([
      "/a/* /:splat",
      "/b/* /b-2/:splat",
    ]);
  });

  it("are reported if they point to a redirect or to no page, or exist twice", () => {
    expect(said({ "/a/*": "/b/:splat", "/b/*": "/c/:splat" }, ["/c/x/"])).toEqual([
      "redirect-chain: /a/* redirects to /b/:splat, which redirects to /c/:splat. Redirect to /c/:splat.",
    ]);
    expect(said({ "/a/*": "/b/:splat", "/c/*": "/e/" }, ["/d/"])).toEqual([
      "redirect-broken: /a/* redirects to /b/:splat, a folder that does not exist. Redirect to an " +
        "existing page.",
      "redirect-broken: /c/* redirects to /e/, which does not exist. Did you mean /d/?",
    ]);
    expect(said({ "/a/*": "https://a.example/:splat" }, [])).toEqual([]);
    const twice = createRedirects({
      configured: ["/b/:splat", "/"].map((to) => ({ from: "/a/*", to, status: 301, ...at })),
      pages: [],
      urlOf: () => false,
      urls: () => [],
    });
    expect(
      twice
        .check(
          () => true,
          () => true,
        )
        .map(({ code }) => code),
    ).toEqual(["redirect-conflict"]);
  });
});
