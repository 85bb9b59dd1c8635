/** Tags and addresses are read from HTML as a real browser reads them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idsIn, idsOf, replaceCandidates, scanTags } from "../../src/content/html/scan.js";
import { useBlankPage } from "../support/served.js";
import { runs } from "../support/runs.js";

const blank = useBlankPage();

/** The attributes of the elements that a browser makes of each text, as `name` and value, in the order of the text. */
const byBrowser = (texts: readonly string[]) =>
  blank.page.evaluate(
    (all) =>
      all.map((text) => {
        // A template's content is no document: nothing of it is loaded, and nothing runs.
        const template = document.createElement("template");
        template.innerHTML = text;
        return [...template.content.querySelectorAll("*")].map((element) => [
          element.localName,
          ...[...element.attributes].map(({ name, value }) => `${name}=${value}`),
        ]);
      }),
    texts as string[],
  );

const read = (html: string) =>
  scanTags(html)
    .filter(({ closing }) => !closing)
    .map(({ name, attributes }) => [
      name,
      ...attributes
        .filter((one, index) => attributes.findIndex(({ name: other }) => other === one.name) === index)
        .map(({ name: attribute, value }) => `${attribute}=${value}`),
    ]);

/** What tags are made of, with what breaks them; no entities, as values are read as they are written, and no elements that a browser moves, repeats or leaves out. */
const hostile = fc
  .array(
    fc.constantFrom(
      "<img ",
      "<span",
      "<wbr>",
      "</span>",
      "</span x='>'",
      ">",
      "/>",
      "/",
      " ",
      "\n",
      "href",
      "x",
      "=",
      " = ",
      '"',
      "'",
      "`",
      "a.md?q=1#h",
      "it's",
      "<",
      "<!--",
      "-->",
      "--!>",
      "<!-->",
      "<!--->",
      "<!doctype x>",
      "<?php ",
      "<![CDATA[",
      "<style>",
      "</style>",
      "<script>",
      "</script >",
      "<textarea>",
      "</textarea>",
      "text",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

describe("tags", () => {
  it("have the attributes that a browser gives them", async () => {
    const texts = fc.sample(hostile, 20_000);
    const expected = await byBrowser(texts);
    texts.forEach((text, index) => expect(read(text), JSON.stringify(text)).toEqual(expected[index]));
  }, 60_000);

  it.each([
    ["a value without quotes with = in it", "<a href=b.md?q=1#h>", "b.md?q=1#h"],
    ["a value without quotes with a quote in it", "<a title=it's href=b.md>", "b.md"],
    ["a slash at the end", "<a href=b/>", "b/"],
    ["spaces around =", "<a href\n=\n'b.md'>", "b.md"],
  ])("are found with %s", (_, html, address) => {
    const [, { value = "", offset = 0 } = {}] = [
      0,
      scanTags(html)[0]?.attributes.find(({ name }) => name === "href"),
    ];
    expect(value).toBe(address);
    expect(html.slice(offset, offset + value.length)).toBe(address);
  });

  it("are not found in a script that holds a comment with a script, up to the end that a browser finds", async () => {
    const parts = fc
      .array(
        fc.constantFrom(
          "<!--",
          "-->",
          "<!-->",
          "<!--->",
          "--",
          ">",
          "<script",
          "<script>",
          "<SCRIPT ",
          "<script/",
          "</script",
          "</script>",
          "</Script ",
          "</scripty>",
          "<wbr>",
          "\n",
          "x",
        ),
        { maxLength: 9 },
      )
      .map((list) => `<script>${list.join("")}</script><wbr>`);
    const texts = ["<script>'<!--<?php   <script></script ><style>", ...fc.sample(parts, 20_000)];
    const expected = await byBrowser(texts);
    texts.forEach((text, index) => expect(read(text), JSON.stringify(text)).toEqual(expected[index]));
  }, 60_000);

  it("are not found in scripts, styles and comments", () => {
    expect(
      scanTags(
        `<script>'<a href="x">'</script><style>/* <a href="x"> */</style><!-- <a href="x"> --><b>`,
      ).map(({ name }) => name),
    ).toEqual(["script", "script", "style", "style", "b"]);
  });
});

describe("the ids of a finished page", () => {
  it("are all found without reading its tags", () => {
    const named = fc
      .array(
        fc.constantFrom(
          "<p ",
          "<a ",
          "</p>",
          ">",
          "/",
          " ",
          "\n",
          "id",
          "ID",
          "=",
          " = ",
          '"',
          "'",
          "x",
          "a-b",
          "<!--",
          "-->",
          "<script>",
          "</script>",
        ),
        { maxLength: 16 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(named, (html) => {
        const quick = idsIn(html);
        expect(
          scanTags(html)
            .flatMap(idsOf)
            .map(({ value }) => value)
            .filter((id) => !quick.includes(id)),
        ).toEqual([]);
      }),
      { numRuns: runs(20_000) },
    );
  });

  it("are the names of anchors, too, and not those of anything else", () => {
    expect(
      idsIn('<a name=x></a><a href="/" name="y"></a><meta name="description"><input name=email>'),
    ).toEqual(["x", "y"]);
  });

  it("are found in a time that grows with the page", () => {
    for (const text of ["<a ", " id ", "<a x ", '<a id="', " name=", "<a name"])
      expect(idsIn(text.repeat(100_000)).length).toBeLessThan(100_001);
  });
});

describe("a srcset", () => {
  it.each([
    ["a.png, b.png", ["a.png", "b.png"]],
    ["a.png 1x,b.png 2x", ["a.png", "b.png"]],
    ["a.png,b.png 2x", ["a.png,b.png"]],
    [" ,a.png,, ,b.png 1x (c, d), e.png", ["a.png", "b.png", "e.png"]],
    ["", []],
  ])("%j has its URLs", (value, expected) => {
    const found: string[] = [];
    expect(
      replaceCandidates(value, (address, offset) => {
        expect(value.slice(offset, offset + address.length)).toBe(address);
        found.push(address);
        return address;
      }),
    ).toBe(value);
    expect(found).toEqual(expected);
  });
});
