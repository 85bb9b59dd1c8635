/** Redirects of the configuration and of front matter. */

import { describe, expect, it } from "vitest";
import type { Redirect } from "../../src/model.js";
import { createRedirects, type Redirects } from "../../src/site/redirects.js";

const at = { file: ".eleventy.ts", line: 1, column: 1, length: 1 };
const redirects = (table: Readonly<Record<string, string>>, pages: readonly string[] = []): Redirects =>
  createRedirects({ configured: Object.entries(table).map(([from, to]): Redirect => ({ from, to, status: 301, ...at })), pages: [], urlOf: () => false, urls: () => pages });
const said = (table: Readonly<Record<string, string>>, pages: readonly string[]) => redirects(table, pages).check((path) => pages.includes(path)).map(({ code, message, hint }) => `${code}: ${message} ${hint ?? ""}`);

describe("redirects", () => {
  it("lead straight to their end, with the fragment and the query of the last step", () => {
    expect(redirects({ "/a/": "/b/#x", "/b": "/c/?q=1", "/d/": "/a" }).all().map(({ from, to }) => `${from} ${to}`)).toEqual(["/a/ /c/?q=1#x", "/b /c/?q=1", "/d/ /c/?q=1#x"]);
  });

  it("are found with and without their slash, in any spelling of an escape", () => {
    const { find } = redirects({ "/caf%c3%a9/": "/a/", "/b.html": "/a/" });
    expect([find("/café"), find("/caf%C3%A9/"), find("/b.html"), find("/b")].map((found) => found?.from)).toEqual(["/caf%C3%A9/", "/caf%C3%A9/", "/b.html", undefined]);
  });

  it("are left out where they lead in a circle, and the circle is told", () => {
    expect(redirects({ "/a/": "/b/", "/b/": "/a/", "/c/": "/" }).all().map(({ from }) => from)).toEqual(["/c/"]);
    expect(said({ "/a/": "/a" }, [])).toEqual(["redirect-loop: Redirects lead in a circle: /a/ → /a. Let one of them lead to a page."]);
    expect(said({ "/a/": "/b/", "/b/": "/c/", "/c/": "/b/" }, [])).toHaveLength(3);
  });

  it("are told when they lead through another, to nowhere, or stand where a page is", () => {
    expect(said({ "/a/": "/b/", "/b/": "/page/" }, ["/page/"])).toEqual(["redirect-chain: /a/ leads to /b/, which is redirected to /page/. Lead to /page/."]);
    expect(said({ "/a/": "/pages/" }, ["/page/"])).toEqual(["redirect-broken: /a/ is redirected to /pages/, which does not exist. Did you mean /page/?"]);
    expect(said({ "/page/": "https://a.example/" }, ["/page/"])).toEqual(["redirect-conflict: /page/ is redirected, and is the address of a page or file. Remove the redirect, or move the page."]);
    expect(said({ "/a/": "/page/#x" }, ["/page/"])).toEqual([]);
  });

  it("are refused where no address can be meant", () => {
    for (const from of ["old", "//a.example/", "/a?b", "/a b", "/a/../b", "/a\\b", "/*", "/a%0Ab/", "/%2e%2e/a"]) expect(redirects({ [from]: "/" }).diagnostics.map(({ code }) => code), from).toEqual(["redirect-invalid"]);
    for (const to of ["new", "//a.example/", "javascript:alert(1)", "/a b", "http://", "/a\nb"]) expect(redirects({ "/a/": to }).diagnostics.map(({ code }) => code), to).toEqual(["redirect-invalid"]);
  });
});
