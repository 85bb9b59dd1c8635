/** The addresses that templates write out, and where they lead. */

import { describe, expect, it } from "vitest";
import { externalLinksInTemplate, linksInTemplate } from "../../src/templates/template-links.js";
import { startDev } from "../support/dev.js";
import { site } from "../support/site.js";

const found = (body: string, base = "/") =>
  linksInTemplate({ path: "layouts/a.njk", body, bodyLine: 3 }, base).map(
    ({ kind, href, line, column }) => `${line}:${column} ${kind} ${href}`,
  );

describe("the URLs of a template", () => {
  it.each<[string, string, string[]]>([
    ["as they stand", '<p>\n<a href="/a/">', ["4:10 link /a/"]],
    [
      "through the filter",
      `<a href="{{ '/a/' | url }}"><a href='{{- "/b/#c" | url -}}'>`,
      ["3:14 link /a/", "3:43 link /b/#c"],
    ],
    [
      "of pictures",
      '<img src="/a.png" srcset="/b.png 1x, /c.png 2x">',
      ["3:11 image /a.png", "3:27 image /b.png", "3:38 image /c.png"],
    ],
    [
      "of style sheets and scripts",
      "<link rel=stylesheet href=/a.css><script src=/b.js></script>",
      ["3:27 link /a.css", "3:46 image /b.js"],
    ],
    [
      "behind tags of the template",
      '<a {% if x > 1 %}class="a>b"{% endif %} id={{ "x" }} href="/a/">',
      ["3:60 link /a/"],
    ],
    [
      "but not in comments, scripts and tags",
      `{# <a href="/a/"> #}<!-- <a href="/b/"> --><script>'<a href="/c/">'</script>{% set x = '<a ` +
        `href="/d/">' %}`,
      [],
    ],
    [
      "but not computed ones",
      '<a href="{{ x }}"><a href="/a/{{ x }}"><a href="{% if x %}/a/{% endif %}"><a href="{{ ' +
        "'/a/' | url | b }}\">",
      [],
    ],
    [
      "but not those of other sites, of the page, and of forms",
      '<a href="https://a.example/"><a href="//a.example"><a href="a/"><a href="#a"><form action="/api/">',
      [],
    ],
  ])("are found %s", (_, body, expected) => {
    expect(found(body)).toEqual(expected);
  });

  it("belong to the site or to its host if the site has a base path", () => {
    expect(found(`<a href="/a/"><a href="/x/b/"><a href="{{ '/c/' | url }}">`, "/x/")).toEqual([
      "3:10 link /a/",
      "3:24 link /b/",
      "3:44 link /c/",
    ]);
  });
});

describe("the URLs of other sites in a template", () => {
  it.each<[string, string, string[]]>([
    [
      "as they stand",
      '<p>\n<a href="https://a.dev/?b&amp;c"><img src=//b.dev/c.png srcset="https://b.dev/1.png ' +
        '1x, /c.png 2x">',
      ["4:10 link https://a.dev/?b&c", "4:43 image //b.dev/c.png", "4:65 image https://b.dev/1.png"],
    ],
    [
      "but not computed ones, and where forms are sent",
      '<a href="https://a.dev/{{ x }}"><a href="{{ x }}"><form action="https://a.dev/"></form>',
      [],
    ],
    [
      "but not where a connection is only made ready",
      '<link rel="preconnect" href="https://a.dev"><link rel=dns-prefetch href="//a.dev"><link ' +
        'rel="stylesheet" href="https://a.dev/b.css">',
      ["3:112 link https://a.dev/b.css"],
    ],
  ])("are found %s", (_, body, expected) => {
    expect(
      externalLinksInTemplate({ path: "layouts/a.njk", body, bodyLine: 3 }).map(
        ({ kind, href, line, column }) => `${line}:${column} ${kind} ${href}`,
      ),
    ).toEqual(expected);
  });
});

describe("a broken link in a template", () => {
  const page = {
    "content/index.md": "---\nlayout: own\n---\n# Home\n",
    "content/about.md": "# About\n",
    "layouts/own.njk": '{% include "part.njk" %}{{ content | safe }}\n',
  };

  it("is reported at its line if a page uses the template", async () => {
    await site({
      ...page,
      "layouts/part.njk": '<a href="/abuot/">\n',
      "layouts/unused.njk": '<a href="/gone/">\n',
      "content/a.njk": '---\ntitle: A\n---\n\n<a href="/gone/">\n',
      "content/b.liquid": '<img src="/gone.png">\n',
      "content/c.html": '---\ntitle: C\n---\n<a href="/about/#nope">\n',
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "broken-link content/a.njk:5:10",
        "broken-link content/b.liquid:1:11",
        "broken-anchor content/c.html:4:10",
        "broken-link layouts/part.njk:1:10",
      )
      .expectStdout(/Did you mean \/about\/\?/);
  });

  it("is reported after its target is removed, until it is added again", async () => {
    await site({ ...page, "layouts/part.njk": '<a href="/about/">\n' })
      .build("--format", "json")
      .expectExit(0)
      .remove("content/about.md")
      .build("--format", "json")
      .expectDiagnostics("broken-link layouts/part.njk:1:10")
      .write("content/index.md", "---\nlayout: own\n---\n# Home\n\nMore.\n")
      .build("--format", "json")
      .expectDiagnostics("broken-link layouts/part.njk:1:10")
      .write("content/about.md", "# About\n")
      .build("--format", "json")
      .expectExit(0);
  });

  it("is reported in the author's spelling, below a base too", async () => {
    await site({ ...page, "layouts/part.njk": '<a href="/x/about/#nope">a</a>\n' })
      .build("--base", "/x/", "--format", "json")
      .expectDiagnostics("broken-anchor layouts/part.njk:1:10")
      .expectStdout(/The template links to \/x\/about\/#nope, but content\/about\.md has no #nope/);
  });

  it("is reported below a base for files of the site, and not for files of its host", async () => {
    await site({
      ...page,
      "public/a.pdf": "%PDF",
      "layouts/part.njk":
        '<a href="/about/">a</a><a href="/app/">a</a>\n' +
        '<a href="/x/about/">a</a><a href="{{ \'/about/\' | url }}">a</a>\n<a href="/a.pdf">a</a>\n',
    })
      .build("--base", "/x/", "--format", "json")
      .expectDiagnostics("broken-link layouts/part.njk:1:10", "broken-link layouts/part.njk:3:10")
      .expectStdout(/Write \{\{ '\/about\/' \| url \}\}/)
      .write("layouts/post.njk", "")
      .write("content/t.njk", "{{ x")
      .run("check", "--base", "/x/", "--format", "json")
      .expectDiagnostics(
        "template-syntax content/t.njk:1:1",
        "broken-link layouts/part.njk:1:10",
        "broken-link layouts/part.njk:3:10",
      );
  });

  it("is reported in a page, with relative URLs and fragments, which start at the page", async () => {
    const relative =
      '<a href="docs/b.md">a</a><a href="nope.html">a</a><img src="n.png" alt="">\n' +
      '<a href="#nope">a</a><a href="#there">a</a><a href="#main">a</a><a href="?x=1">a</a><b ' +
      'id="there"></b>\n<a href="../about/#no">a</a><a href="../about/">a</a><a href="{{ x ' +
      '}}.html">a</a>\n';
    await site({
      ...page,
      "layouts/part.njk": '<main id="main"></main><a href="elsewhere/">a</a>',
      "content/docs/b.md": "# B\n",
      "content/t.njk":
        "---\npermalink: /moved/{{ 'here' }}/\nlayout: own\n---\n" +
        `${relative.replaceAll("../", "../../")}`,
      "content/l.liquid": '<a href="nope/">a</a>\n',
      "content/s.njk":
        '---\npermalink: s.svg\n---\n<svg><i id="i"/><use href="#i"/><a href="nope/">a</a></svg>\n',
      "content/h.html": '---\ntitle: H\n---\n<a href="../l/">a</a><a href="nope/">a</a>\n',
      // What one of its pages has is no mistake of the other.
      "content/many.njk":
        "---\npagination: { data: items, size: 1 }\nitems: [a, b]\n" +
        'permalink: "many/{{ items[pagination.pageNumber] }}/"\n---\n' +
        '<a href="../a/">a</a><a href="../c/">a</a>{% if pagination.pageNumber == 0 %}<a ' +
        'href="../b/">a</a>{% endif %}\n',
    })
      .build("--format", "json")
      .expectExit(1)
      .expectStdout(/Write \{\{ '\/docs\/b\/' \| url \}\}/)
      .expectDiagnostics(
        ...[
          "broken-link content/h.html:4:31",
          "broken-link content/l.liquid:1:10",
          "broken-link content/many.njk:6:31",
        ],
        ...[
          "broken-link content/t.njk:5:10",
          "broken-link content/t.njk:5:35",
          "broken-link content/t.njk:5:61",
          "broken-anchor content/t.njk:6:10",
          "broken-anchor content/t.njk:7:10",
        ],
      )
      // What the configuration changes in finished pages is not known here.
      .write(
        ".eleventy.ts",
        'import { defineSite } from "handbill";\n' +
          'export default defineSite({ eleventy: (config) => void config.addTransform("links", ' +
          "(html) => html) });\n",
      )
      .build("--format", "json")
      .expectDiagnostics();
  });

  it("is accepted if it is a page of Eleventy, a file or a generated file", async () => {
    const config =
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", url: "https://t.example" });\n';
    await site({
      ...page,
      ".eleventy.ts": config,
      "layouts/part.njk": '<a href="/list/1/">a</a><a href="/sitemap.xml">a</a><a href="/a.pdf">a</a>\n',
      "public/a.pdf": "%PDF",
      "content/list.njk":
        "---\npagination: { data: items, size: 1 }\nitems: [a, b]\n" +
        'permalink: "list/{{ pagination.pageNumber }}/"\n---\nx\n',
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics();
  });
});

it("is reported by the dev server on the pages that contain it", async () => {
  const driver = site({
    "content/index.md": "---\nlayout: own\n---\n# Home\n",
    "layouts/own.njk": '<a href="/gone/">\n',
    "content/a.njk": '<a href="/lost/">\n',
  });
  const dev = await startDev(driver.root);
  const told = async (path: string) =>
    (
      JSON.parse((await dev.ask(`/@handbill/problems?path=${path}`)).body) as { here: { place: string }[] }
    ).here.map(({ place }) => place);
  await dev.ask("/a/");
  expect([await told("/"), await told("/a/")]).toEqual([["layouts/own.njk:1:10"], ["content/a.njk:1:10"]]);
});

describe("settings that the theme turns into links", () => {
  it("includes the image of a template", async () => {
    await site({
      "public/there.png": "png",
      "content/a.njk": "---\nimage: /gone.png\n---\nx\n",
      "content/b.njk": "---\nimage: { src: /there.png, alt: x }\n---\nx\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("broken-link content/a.njk:2:8");
  });

  it("includes missing targets: the list and the tags of a post, the links of the 404 page", async () => {
    await site({
      "content/404.md": '---\nlayout: "404"\nlinks: [{ text: Docs, url: /docs/ }]\n---\n# Not found\n',
      "content/blog/blog.json":
        '{ "layout": "post", "tags": ["posts"], "blog": { "url": "/blog/", "tags": "/blog/tags/" } }',
      "content/blog/a.md": "---\ntags: [Big News, b]\n---\n# A\n",
      "content/tags.md": "---\npermalink: /blog/tags/b/\n---\n# B\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "broken-link content/404.md:3:8",
        "broken-link content/blog/a.md:1:1",
        "broken-link content/blog/a.md:1:1",
      )
      .expectStdout(/`blog\.tags` links to \/blog\/tags\/big-news\/, which does not exist/)
      // A layout of the site's own may make something else of it.
      .write("layouts/post.njk", "{{ content | safe }}")
      .write("layouts/404.njk", "{{ content | safe }}")
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics();
  });
});
