/** Addresses seen from the page that they stand on. */

import { describe, expect, it } from "vitest";
import { relativeUrls } from "../../src/site/links/relative.js";

const seen = (html: string, output = "docs/start/index.html", style: "directory" | "file" = "directory") =>
  relativeUrls(html, output, style);

describe("relative URLs", () => {
  it("lead from the page's folder to the file, index files named", () => {
    expect(seen('<a href="/">')).toBe('<a href="../../index.html">');
    expect(seen('<a href="/docs/">')).toBe('<a href="../index.html">');
    expect(seen('<a href="/docs/start/">')).toBe('<a href="index.html">');
    expect(seen('<a href="/docs/start/more/?q=1#part">')).toBe('<a href="more/index.html?q=1#part">');
    expect(seen('<link rel="stylesheet" href="/assets/a.css">', "index.html")).toBe(
      '<link rel="stylesheet" href="assets/a.css">',
    );
    expect(seen('<a href="/caf%C3%A9/x/">', "café/index.html")).toBe('<a href="x/index.html">');
  });

  it('have the ending of the file in the style "file"', () => {
    expect(seen('<a href="/docs/b"><a href="/docs/">', "docs/a.html", "file")).toBe(
      '<a href="b.html"><a href="index.html">',
    );
  });

  it("are found in images, scripts, forms and refreshes, in any quotes", () => {
    expect(
      seen(
        "<img src='/a.png' srcset='/a.png 1x, /b.png 2x'><script src=/a.js></script><form action=\"/s/\">",
        "index.html",
      ),
    ).toBe(
      "<img src='a.png' srcset='a.png 1x, b.png 2x'><script src=a.js></script><form action=\"s/index.html\">",
    );
    expect(seen('<meta http-equiv="refresh" content="0; url=/a/">', "old/index.html")).toBe(
      '<meta http-equiv="refresh" content="0; url=../a/index.html">',
    );
  });

  it("leave alone other sites, text, fragments, and the 404 page", () => {
    for (const html of [
      '<a href="//cdn.example/a">',
      '<a href="https://a.example/">',
      '<a href="#x">',
      '<p title="/a/">href="/a/"</p>',
      "<!-- <a href='/a/'> -->",
      '<meta name="description" content="/a/">',
    ])
      expect(seen(html)).toBe(html);
    expect(seen('<a href="/">', "404.html")).toBe('<a href="/">');
    expect(seen('<a href="/">', "feed.xml")).toBe('<a href="/">');
  });

  it("never start with text that looks like a scheme", () => {
    expect(seen('<a href="/a:b/">', "index.html")).toBe('<a href="./a:b/index.html">');
  });
});
