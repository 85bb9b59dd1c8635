/** The headers of a site: the defaults, what a site says over them, and what never changes. */

import { describe, expect, it } from "vitest";
import { contentSources } from "../../src/hosts/content-sources.js";
import { contentSecurityPolicy, headerRules, headersFor, immutablePaths } from "../../src/hosts/headers.js";
import { headersFile, overlaps, withoutOverlap } from "../../src/hosts/rule-files.js";
import { siteOf } from "../site/pages.js";

const rules = (
  options: Parameters<typeof headerRules>[0]["options"],
  more: Partial<Parameters<typeof headerRules>[0]> = {},
) => headerRules({ options, sources: new Map(), url: "https://a.example", files: [], ...more });

describe("headers", () => {
  it("are secure by default", () => {
    expect(headersFor(rules({}), "/any/")).toEqual({
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; frame-src 'none'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
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

  it("are the site's where it says so, whatever the letter case, and the narrower rule's of two", () => {
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

  it("allow what pages of Markdown load from other sites, and nothing else", async () => {
    const { value } = await siteOf({
      "a.md":
        '# A\n\n![x](https://img.example/x.png) ![d](data:image/png;base64,AA==) [link](https://link.example/)\n\n<iframe src="https://video.example/e/1"></iframe> <video poster="//poster.example/p.png" src="https://media.example:8443/v.mp4"></video>\n',
    });
    const policy = contentSecurityPolicy(contentSources(value));
    expect(policy).toContain("img-src 'self' data: https://img.example https://poster.example;");
    expect(policy).toContain("frame-src https://video.example;");
    expect(policy).toContain("media-src 'self' https://media.example:8443;");
    expect(policy).not.toContain("link.example");
  });

  it("hold no address that would end a source, or be one with a meaning of its own", async () => {
    const hosts = [
      "a;sandbox",
      "a,default-src",
      "$x",
      "*",
      "a'none'",
      "*.example",
      "ok.example",
      "under_score.example",
    ];
    const { value } = await siteOf({
      "a.md": `---\nimage: https://b;script-src/x.png\n---\n# A\n\n${hosts.map((host) => `![x](https://${host}/x.png)`).join(" ")}\n\n<img src="https://[2001:db8::1]:8443/x.png" alt="x">\n`,
    });
    expect(contentSecurityPolicy(contentSources(value))).toContain(
      "img-src 'self' https://[2001:db8::1]:8443 https://ok.example https://under_score.example; font-src",
    );
  });

  it("allow what sections and posts name: where forms go, pictures and videos", async () => {
    const { value } = await siteOf({
      "a.md":
        "---\nimage: { src: https://post.example/p.png, alt: P }\nsections:\n  - type: newsletter\n    action: https://forms.example/f/1\n    privacy: { href: https://link.example/ }\n  - type: video\n    video: { src: https://video.example/v.mp4, poster: https://poster.example/p.png }\n  - type: logos\n    logos: [{ src: https://logo.example/l.svg, dark: https://dark.example/l.svg }]\n---\n# A\n",
    });
    const policy = contentSecurityPolicy(contentSources(value));
    expect(policy).toContain("form-action 'self' https://forms.example;");
    expect(policy).toContain("media-src 'self' https://video.example;");
    expect(policy).toContain(
      "img-src 'self' https://dark.example https://logo.example https://post.example https://poster.example;",
    );
    expect(policy).not.toContain("link.example");
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
  it("has no header twice for one address, as hosts would join the values", () => {
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
