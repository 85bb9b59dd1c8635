/** Pictures in pages have the size of their files, so that nothing moves while they load. */

import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { AVIF, exif, gif, jpeg, png, svg, webp } from "../support/image-bytes.js";
import { site, type Files, type SiteDriver } from "../support/site.js";

const pictures: Files = {
  "content/lake.jpg": jpeg(1200, 800),
  "content/docs/plan.png": png(30, 20),
  "public/img/a b.gif": gif(9, 7),
  "public/pond.webp": webp.lossy(64, 48),
  "public/flower.avif": AVIF,
  "public/sign.svg": svg('width="24" height="12"'),
  "public/turned.JPG": jpeg(1200, 800, [exif(6, "MM")]),
  "public/same.jpg": jpeg(1200, 800),
  "public/ratio.svg": svg('viewBox="0 0 24 12"'),
  "public/empty.png": "",
  "public/cut.jpg": jpeg(1200, 800).subarray(0, 10),
  "public/pointer.png": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n",
};
const layout = { "layouts/docs.njk": "{{ content | safe }}" };

async function shown(text: string, more: Files = {}, file = "content/docs/a.md"): Promise<string> {
  let html = "";
  await site({ ...pictures, ...layout, [file]: text, ...more })
    .build()
    .check((driver) => void (html = readFileSync(driver.path("_site/docs/a/index.html"), "utf8")));
  return html;
}

describe("an image in text", () => {
  it.each<[string, string]>([
    ["![A lake](../lake.jpg)", '<img src="/lake.jpg" width="1200" height="800" alt="A lake">'],
    ["![A lake](/lake.jpg)", '<img src="/lake.jpg" width="1200" height="800" alt="A lake">'],
    [
      '![](plan.png "T"){.wide}',
      '<img src="/docs/plan.png" width="30" height="20" alt="" title="T" class="wide">',
    ],
    ["![a](</img/a b.gif>)", '<img src="/img/a%20b.gif" width="9" height="7" alt="a">'],
    ["![a](/img/a%20b.gif?v=1#x)", '<img src="/img/a%20b.gif?v=1#x" width="9" height="7" alt="a">'],
    [
      "![a](/pond.webp) ![b](/flower.avif)",
      '<img src="/pond.webp" width="64" height="48" alt="a"> <img src="/flower.avif" width="30" ' +
        'height="20" alt="b">',
    ],
    ["![a](/sign.svg)", '<img src="/sign.svg" width="24" height="12" alt="a">'],
    ["![a](/turned.JPG)", '<img src="/turned.JPG" width="800" height="1200" alt="a">'],
    [
      "[![a](plan.png)](../lake.jpg)",
      '<a href="/lake.jpg"><img src="/docs/plan.png" width="30" height="20" alt="a"></a>',
    ],
    ["![a][p]\n\n[p]: plan.png", '<img src="/docs/plan.png" width="30" height="20" alt="a">'],
    ['x <img src="plan.png" alt="a > b"> y', '<img src="/docs/plan.png" width="30" height="20" alt="a > b">'],
    ["<img alt='' src='plan.png'/>", "<img alt='' src='/docs/plan.png' width=\"30\" height=\"20\"/>"],
    ["<IMG SRC=plan.png>", '<IMG SRC=/docs/plan.png width="30" height="20">'],
    [
      '<img src="plan.png" srcset="../lake.jpg 2x">',
      '<img src="/docs/plan.png" width="30" height="20" srcset="/lake.jpg 2x">',
    ],
    ['<img src="plan.png" style="max-inline: 1px; border-width: 1px">', 'width="30" height="20"'],
    [
      '<picture>\n<source srcset="/same.jpg" media="(prefers-color-scheme: dark)">\n' +
        '<img src="/lake.jpg">\n</picture>',
      '<img src="/lake.jpg" width="1200" height="800">',
    ],
    ['<!-- <img alt="x> -->\n\n<img src="plan.png">', '<img src="/docs/plan.png" width="30" height="20">'],
    ["::: figure A plan\n![a](plan.png)\n:::", '<img src="/docs/plan.png" width="30" height="20" alt="a">'],
    [
      "| a |\n|---|\n| ![a](plan.png) |",
      '<td><img src="/docs/plan.png" width="30" height="20" alt="a"></td>',
    ],
  ])("%s has the size of its file", async (text, html) => {
    expect(await shown(`${text}\n`)).toContain(html);
  });

  it.each([
    "![a](plan.png){width=5}",
    '![a](plan.png){height="5"}',
    '![a](plan.png){style="width: 5em"}',
    '<img src="plan.png" width="5">',
    '<img height=5 src="plan.png">',
    '<img src="plan.png" width>',
    '<img src="plan.png" style="color: red;max-height:2em">',
    '<img src="plan.png" style="aspect-ratio: 1">',
    '<img src="plan.png" srcset="../lake.jpg 1200w" sizes="50vw">',
    '<picture><source srcset="plan.png"><img src="../lake.jpg"></picture>',
    '<picture><source srcset="https://x.example/a.png"><img src="plan.png"></picture>',
    '<video src="plan.png" poster="plan.png"></video>',
    '<iframe src="plan.png"></iframe>',
    '<!-- <img src="plan.png"> -->',
    '`<img src="plan.png">`',
    "![a](https://x.example/a.png) ![b](//x.example/b.png)",
    "![a](data:image/png;base64,iVBORw0KGgo=)",
    "![a](/ratio.svg) ![b](/sign.svg#part)",
    "![a](/empty.png) ![b](/cut.jpg) ![c](/pointer.png)",
    "![a](../gone.png) ![b](a.md)",
  ])("%s is left as it is", async (text) => {
    const html = await shown(`${text}\n`);
    expect(html).not.toMatch(/width="(?:30|24|1200)"|height="(?:20|12|800)"/);
    expect(html).not.toContain("\u0001");
  });

  it("has its size below another base, in untrusted raw HTML, and with a renderer of the site", async () => {
    const config = (options: string) => ({
      ".eleventy.ts": `import { defineSite } from "handbill";\nexport default defineSite({ ${options} });\n`,
    });
    expect(await shown("![a](plan.png) ![b](/pond.webp)", config('urls: { base: "/sub/" }'))).toContain(
      '<img src="/sub/docs/plan.png" width="30" height="20" alt="a"> <img src="/sub/pond.webp" ' +
        'width="64" height="48" alt="b">',
    );
    expect(await shown('<img src="plan.png" onload="x()"></div>', config('trust: "text"'))).toContain(
      '<img src="/docs/plan.png" width="30" height="20">',
    );
    const renderer =
      "markdown(md) { md.renderer.rules.image = (tokens, index) => `<a " +
      'href="${tokens[index].attrGet("src")}"><img class="zoom" ' +
      'src="${tokens[index].attrGet("src")}"></a>`; }';
    expect(await shown("![a](plan.png)", config(renderer))).toContain(
      '<a href="/docs/plan.png"><img class="zoom" src="/docs/plan.png" width="30" height="20"></a>',
    );
  });
});

describe("an image elsewhere", () => {
  it("of a section has the size of its file, in its fields and in its texts", async () => {
    const sections =
      'layout: landing\nsections:\n  - { type: hero, title: T, text: "![a](docs/plan.png)", image: ' +
      "{ src: lake.jpg, alt: L } }\n  - { type: gallery, items: [{ image: { src: lake.jpg, alt: " +
      "own, width: 7, height: 5 } }, { image: { src: /ratio.svg, alt: none } }] }\n" +
      "  - { type: hero, title: V, text: t, video: { src: /pond.webp, label: v } }\n";
    const driver = site({
      ...pictures,
      "content/index.md": `---\ntitle: T\n${sections}---\n![b](docs/plan.png)\n`,
    }).build();
    await driver
      .expectContains("index.html", '<img src="/lake.jpg" alt="L" width="1200" height="800"')
      .expectContains("index.html", '<img src="/docs/plan.png" width="30" height="20" alt="a">')
      .expectContains("index.html", '<img src="/lake.jpg" alt="own" width="7" height="5"')
      .expectContains("index.html", '<img src="/ratio.svg" alt="none" loading="lazy">');
  });

  it("at the top of a post has the size of its file, unless the post says one", async () => {
    const post = (image: string) =>
      `---\ntitle: P\ndate: 2024-01-01\nlayout: post\nimage: ${image}\n---\n![b](docs/plan.png)\n`;
    await site({
      ...pictures,
      "content/a.md": post("{ src: lake.jpg, alt: L }"),
      "content/b.md": post("{ src: lake.jpg, alt: L, width: 6, height: 4 }"),
      "content/c.md": post("lake.jpg"),
      "content/d/d.json": '{ "image": { "src": "/lake.jpg", "alt": "D" } }',
      "content/d/d.md": "---\ntitle: D\nlayout: post\n---\n![b](../docs/plan.png)\n",
    })
      .build()
      .expectContains(
        "a/index.html",
        '<img class="post-image" src="/lake.jpg" alt="L" width="1200" height="800">',
      )
      .expectContains("b/index.html", '<img class="post-image" src="/lake.jpg" alt="L" width="6" height="4">')
      .expectContains("d/d/index.html", '<img class="post-image" src="/lake.jpg" alt="D">')
      .check((driver) =>
        expect(readFileSync(driver.path("_site/c/index.html"), "utf8")).not.toContain("post-image"),
      );
  });

  it("in a page that stands for a missing translation has its size, too", async () => {
    await site({
      ...pictures,
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", languages: { en: "English", de: "Deutsch" } });\n',
      "content/index.md": "# Home\n",
      "content/docs/a.md": "# A\n\n![a](plan.png)\n",
      "content/de/index.md": "# Start\n",
    })
      .build()
      .expectContains("de/docs/a/index.html", '<img src="/docs/plan.png" width="30" height="20" alt="a">');
  });
});

describe("an image that is replaced", () => {
  const built = (more: Files = {}): SiteDriver =>
    site({
      ...pictures,
      ...layout,
      "content/docs/a.md": "# A\n\n![a](plan.png)\n",
      "content/b.md": "# B\n",
      ...more,
    })
      .check(() => delay(150))
      .build()
      .expectExit(0);
  const explained = (driver: SiteDriver, wanted: string) =>
    driver
      .build("--explain")
      .check((_, { stderr }) => expect([...stderr.matchAll(/^content\/.*/gm)].join("\n")).toBe(wanted));

  it("by one of another size renders the pages that show it, with the reason", async () => {
    const driver = built();
    await explained(
      explained(driver, "").write("content/docs/plan.png", png(40, 20)),
      "content/docs/a.md: the size of an image on it changed",
    );
    await explained(driver, "").expectContains("docs/a/index.html", 'width="40"');
  });

  it("by other pixels renders no page", async () => {
    await explained(built().write("content/docs/plan.png", png(30, 20, "other")), "");
  });

  it("keeps its size when the text around it is edited", async () => {
    await explained(
      built().write("content/docs/a.md", "# A\n\nMore.\n\n![a](plan.png)\n"),
      "content/docs/a.md: its file changed",
    ).expectContains("docs/a/index.html", '<img src="/docs/plan.png" width="30" height="20" alt="a">');
  });

  it("is noticed by the edit that gives it a size, and by the edit that removes it", async () => {
    const driver = built();
    await explained(
      driver.write("content/docs/a.md", "# A\n\n![a](plan.png){width=5}\n"),
      "content/docs/a.md: its file changed; the size of an image on it changed",
    );
    await driver.expectContains("docs/a/index.html", '<img src="/docs/plan.png" alt="a" width="5">');
    await driver
      .write("content/docs/a.md", "# A\n\n![a](plan.png)\n")
      .build()
      .expectContains("docs/a/index.html", '<img src="/docs/plan.png" width="30" height="20" alt="a">');
  });

  it("rewrites the feed that contains it", async () => {
    const feed = {
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", url: "https://t.example" });\n',
      "content/news/one.md": "---\ntitle: One\ndate: 2024-01-01\n---\n![a](../docs/plan.png)\n",
    };
    const driver = built(feed);
    await driver.expectContains(
      "news/feed.xml",
      '/docs/plan.png" width="30" height="20"'.replaceAll('"', "&quot;"),
    );
    await driver
      .write("content/docs/plan.png", png(40, 20))
      .build()
      .expectContains("news/feed.xml", "width=&quot;40&quot;");
  });

  it("is noticed without cached image sizes", async () => {
    const driver = built();
    await explained(
      driver.remove(".cache/handbill/pictures").write("content/docs/plan.png", png(40, 20)),
      "content/docs/a.md: the size of an image on it changed",
    );
  });

  it("has its new size in dev, which updates open pages", async () => {
    const driver = site({
      ...pictures,
      ...layout,
      "content/docs/a.md": "# A\n\n![a](plan.png)\n",
      "content/b.md": "# B\n",
    });
    process.chdir(driver.root);
    const live = await openDevSite({ root: driver.root }, Date.now());
    const html = async () => {
      const answer = await live.answer("docs/a/");
      return answer.kind === "page" ? answer.html : "";
    };
    const replaced = async (bytes: Uint8Array) => {
      await driver.write("content/docs/plan.png", bytes);
      const { pages, files } = await live.apply(["content/docs/plan.png"]);
      expect(files).toEqual(["docs/plan.png"]);
      return pages;
    };
    expect(await html()).toContain('width="30" height="20"');
    expect(await replaced(png(30, 20, "other"))).toBe(false);
    expect(await replaced(png(40, 20))).toBe(true);
    expect(await html()).toContain('width="40" height="20"');
    expect(await replaced(Buffer.from("cut"))).toBe(true);
    expect(await html()).toContain('<img src="/docs/plan.png" alt="a">');
    expect(await replaced(png(5, 6))).toBe(true);
    expect(await html()).toContain('width="5" height="6"');
  });
});
