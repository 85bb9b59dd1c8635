/** What the Content-Security-Policy of a site allows: what its finished pages hold and load, and nothing else. */

import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../../src/hosting/headers.js";
import { needsOfPage } from "../../src/hosting/page-needs.js";
import { MAX_HASHES, policyNeeds } from "../../src/hosting/policy-needs.js";

const hashOf = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;
const policyOf = (...pages: string[]) =>
  Object.fromEntries(
    contentSecurityPolicy(
      policyNeeds(pages.map((html) => ({ source: "a.md", needs: needsOfPage(html) }))).sources,
    )
      .split("; ")
      .map((part) => [part.split(" ", 1)[0] ?? "", part.replace(/^\S+ /, "")]),
  );
const blocked = (html: string) =>
  policyNeeds([{ source: "a.md", needs: needsOfPage(html) }]).blocked.map(({ need }) => need.text);

describe("the policy of pages", () => {
  it("has hashes of inline scripts and style sheets, and none of data", () => {
    const policy = policyOf(
      '<script>let a = "<p>";\r\n</script><script type="application/ld+json">{}</script><style>p > ' +
        "b {}</style>" +
        '<script type="importmap">{"imports":{}}</script><svg><style>a &gt; b<![CDATA[ > c]]></style></svg>',
    );
    expect(policy["script-src"]?.split(" ").sort()).toEqual(
      ["'self'", hashOf('let a = "<p>";\n'), hashOf('{"imports":{}}')].sort(),
    );
    expect(policy["style-src"]?.split(" ").sort()).toEqual(
      ["'self'", hashOf("p > b {}"), hashOf("a > b > c")].sort(),
    );
  });

  it("allows attributes by directives of their own, without opening those of elements", () => {
    const policy = policyOf(
      '<p style="font-family: &quot;A&quot;">x</p><button onclick="go(1 &lt; 2)">y</button><i style=""></i>',
    );
    expect(policy["style-src-attr"]).toBe(`'unsafe-hashes' ${hashOf('font-family: "A"')}`);
    expect(policy["script-src-attr"]).toBe(`'unsafe-hashes' ${hashOf("go(1 < 2)")}`);
    expect(policy["style-src"]).toBe("'self'");
    expect(policy["script-src"]).toBe("'self'");
  });

  it("has the origins of everything that loads, and of no link", () => {
    const policy = policyOf(`
<img src="https://img.example/x.png" srcset="//set.example/1.png 1x, https://set2.example/2.png 2x" alt="">
<img src="data:image/png;base64,AA==" alt=""><a href="https://link.example/" ping="https://ping.example/">l</a>
<picture><source srcset="https://pic.example/a.avif"></picture><input type="image" src="https://button.example/b.png">
<iframe src="https://www.youtube-nocookie.com/embed/1"></iframe><iframe srcdoc="&lt;img src='https://in.example/a.png'>"></iframe>
<video poster="//poster.example/p.png" src="https://media.example:8443/v.mp4"><track src="https://track.example/t.vtt"></video>
<form action="https://forms.example/f"><button formaction="https://other.example/">b</button></form><form action="mailto:a@acme.example"></form>
<object data="https://object.example/x.pdf"></object><link rel="canonical" href="https://canonical.example/">
<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter"><link rel="icon" href="https://icon.example/i.svg">
<link rel="preload" as="font" href="https://font.example/f.woff2"><script src="https://stats.example/s.js"></script>
<svg><image href="https://svg.example/i.png"></image></svg>`);
    expect(policy["img-src"]).toBe(
      "'self' data: https://button.example https://icon.example https://img.example " +
        "https://in.example https://pic.example https://poster.example https://set.example " +
        "https://set2.example https://svg.example",
    );
    expect(policy["frame-src"]).toBe("https://www.youtube-nocookie.com");
    expect(policy["media-src"]).toBe("'self' https://media.example:8443 https://track.example");
    expect(policy["form-action"]).toBe("'self' https://forms.example https://other.example mailto:");
    expect(policy["object-src"]).toBe("https://object.example");
    expect(policy["style-src"]).toBe("'self' https://fonts.googleapis.com");
    expect(policy["font-src"]).toContain("https://font.example");
    expect(policy["font-src"]).toContain("https://fonts.gstatic.com");
    expect(policy["script-src"]).toBe("'self' https://stats.example");
    expect(policy["connect-src"]).toBe("'self' https://ping.example https://stats.example");
    expect(JSON.stringify(policy)).not.toMatch(/link\.example|canonical/);
  });

  it("allows the files that style sheets and scripts in the page load", () => {
    const policy = policyOf(
      `<style>@import "https://sheet.example/a.css"; /* url(https://no.example/) */ p { background: url(https://bg.example/a.png) }
@font-face { font-family: F; src: url("https://font.example/f.woff2"), url(data:font/woff2;base64,AA) }</style>
<p style="background: url('https://attr.example/a.png')"></p>
<script>fetch("https://api.example/v1"); new WebSocket("wss://ws.example/"); new Worker(URL.createObjectURL(b));
location = "https://nowhere.example/";</script>
<script type="module">import x from "https://esm.example/x"; import("https://late.example/y");</script>
<script>var s = document.createElement("script"); s.src = "//chat.example/l.js"; document.head.append(s);</script>`,
    );
    expect(policy["style-src"]).toContain("https://sheet.example");
    expect(policy["img-src"]).toContain("https://attr.example https://bg.example");
    expect(policy["font-src"]).toBe("'self' data: https://font.example");
    expect(policy["connect-src"]).toContain("https://api.example https://chat.example wss://ws.example");
    expect(policy["worker-src"]).toBe("'self' blob:");
    expect(policy["script-src"]).toMatch(
      /https:\/\/chat.example https:\/\/esm.example https:\/\/late.example/,
    );
    expect(JSON.stringify(policy)).not.toMatch(/no\.example|nowhere/);
  });

  it("lets the site frame its own pages", () => {
    const policy = policyOf('<iframe src="/demo/"></iframe><base href="/x/">');
    expect(policy).toMatchObject({
      "frame-src": "'self'",
      "frame-ancestors": "'self'",
      "base-uri": "'self'",
    });
  });

  it("contains no URL that would end a source or have a special meaning", () => {
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
    const policy = policyOf(
      `${hosts.map((host) => `<img src="https://${host}/x.png">`).join("")}<img ` +
        `src="https://[2001:db8::1]:8443/x.png">`,
    );
    expect(policy["img-src"]).toBe(
      "'self' https://[2001:db8::1]:8443 https://ok.example https://under_score.example",
    );
  });
});

describe("code that no policy allows", () => {
  it("is a `javascript:` URL, however it is written, a script of a `data:` URL, and `eval`", () => {
    expect(
      blocked(
        '<a href=" java&#10;script:go()">a</a><form action="JavaScript:go()"></form><a ' +
          'href="/javascript:">b</a>' +
          '<script src="data:text/javascript,1"></script><script>\nlet a;\nb = eval("1");\n' +
          "</script><script>x.eval(1)</script>",
      ),
    ).toEqual([
      " java&#10;script:go()".trim(),
      "JavaScript:go()",
      "data:text/javascript,1",
      'b = eval("1");',
    ]);
  });

  it("is a timer with text, and none with a function", () => {
    const script = (code: string) => `<script>${code}</script>`;
    expect(
      blocked(
        ['setTimeout("f()", 1)', "window.setInterval('f()')", "setTimeout(f)", 'a.setTimeout("b")']
          .map(script)
          .join(""),
      ),
    ).toEqual(['setTimeout("f()", 1)', "window.setInterval('f()')"]);
  });

  it("reports hashes that do not fit into a header, which are those that the fewest pages of a directive need", () => {
    const style = (n: number) => `<p style="width: ${n}px">`;
    const many = Array.from({ length: MAX_HASHES + 1 }, (_, n) => style(n)).join("");
    expect(blocked(many)).toHaveLength(1);
    const others = Array.from({ length: MAX_HASHES }, (_, n) => style(n)).join("");
    const { blocked: rest } = policyNeeds(
      [many, others].map((html) => ({ source: "a.md", needs: needsOfPage(html) })),
    );
    expect(rest.map(({ need }) => need.text)).toEqual([`width: ${MAX_HASHES}px`]);
    expect(policyOf(`${many}<script>1</script>`)["script-src"]).toContain(hashOf("1"));
  });
});
