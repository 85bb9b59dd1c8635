/** The headers of a site: the defaults, what a site says over them, and what never changes. */

import { describe, expect, it } from "vitest";
import { headerRules, headersFor, immutablePaths } from "../../src/hosting/headers.js";
import { headersFile, overlaps, withoutOverlap } from "../../src/hosting/rule-files.js";

const rules = (
  options: Parameters<typeof headerRules>[0]["options"],
  more: Partial<Parameters<typeof headerRules>[0]> = {},
) => headerRules({ options, sources: new Map(), url: "https://a.example", files: [], ...more });

describe("headers", () => {
  it("are secure by default", () => {
    expect(headersFor(rules({}), "/any/")).toEqual({
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
        "media-src 'self'; frame-src 'none'; connect-src 'self'; manifest-src 'self'; base-uri " +
        "'none'; form-action 'self'; frame-ancestors 'none'",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Strict-Transport-Security": "max-age=63072000",
      "Cache-Control": "public, max-age=0, must-revalidate",
    });
    expect(
      headersFor(rules({}, { url: "http://a.example" }), "/")["Strict-Transport-Security"],
    ).toBeUndefined();
  });

  it("are the site's if it sets them, in any letter case, and the narrower of two rules wins", () => {
    const own = rules({
      "/*": { "x-frame-options": "SAMEORIGIN", "Referrer-Policy": false },
      "/a/*": { "X-A": "folder", "X-B": "folder" },
      "/a/b/": { "X-A": "page" },
    });
    expect(headersFor(own, "/c/")).toMatchObject({ "X-Frame-Options": "SAMEORIGIN" });
    expect(headersFor(own, "/c/")).not.toHaveProperty("Referrer-Policy");
    expect(headersFor(own, "/a/b/")).toMatchObject({ "X-A": "page", "X-B": "folder" });
    expect(headersFor(own, "/ab/")).not.toHaveProperty("X-A");
  });

  it("let browsers keep files whose name changes with their bytes", () => {
    expect(
      immutablePaths([
        "a/x.0123abcd.css",
        "a/y-89abcdef01.js",
        "a/y-89abcdef01.js.map",
        "b/z.0123abcd.css",
        "b/plain.css",
        "index.html",
        "r-20240131.pdf",
        "my-document.pdf",
      ]),
    ).toEqual(["/a/*", "/b/z.0123abcd.css"]);
    expect(immutablePaths(["index.html"], ["assets/site.12345678.css"])).toEqual(["/assets/*"]);
    expect(headersFor(rules({}, { files: ["a/x.0123abcd.css"] }), "/a/x.0123abcd.css")["Cache-Control"]).toBe(
      "public, max-age=31536000, immutable",
    );
  });
});

describe("_headers", () => {
  it("has no header twice for one URL, as hosts would join the values", () => {
    const all = rules({}, { files: ["a/x.0123abcd.css", "index.html"] });
    expect(overlaps(all)).toEqual([]);
    expect(withoutOverlap(all).map(({ path, headers }) => [path, headers["Cache-Control"]])).toEqual([
      ["/*", undefined],
      ["/a/*", "public, max-age=31536000, immutable"],
    ]);
    expect(overlaps(rules({ "/*": { "X-A": "1" }, "/a/": { "X-A": "2" } }))).toEqual([
      { path: "/a/", name: "X-A" },
    ]);
    // A rule of the site's own does not make the defaults beside it the site's own.
    expect(
      overlaps(rules({ "/*": { "X-Robots-Tag": "noindex" } }, { files: ["a/x.0123abcd.css", "index.html"] })),
    ).toEqual([]);
  });

  it("is written below the base", () => {
    expect(
      headersFile({
        base: "/x/",
        style: "directory",
        redirects: [],
        folders: [],
        headers: [
          { path: "/*", headers: { "X-A": "1" }, own: new Set() },
          { path: "/a/", headers: { "X-B": "2" }, own: new Set() },
        ],
        domain: "",
        hidden: [],
      }),
    ).toBe("/x/*\n  X-A: 1\n\n/x/a/\n  X-B: 2\n");
  });
});
