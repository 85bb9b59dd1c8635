/** Syntax of other generators inside a line of text. */

import type { Cause } from "./foreign-cause.js";

/** Attributes of C++ in double brackets. */
const ATTRIBUTES = "nodiscard|fallthrough|maybe_unused|deprecated|likely|unlikely|noreturn|assume";

export const INLINE_CAUSES: readonly Cause[] = [
  {
    signs: ["[["],
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}_])\[\[(?!_?toc_?\]\]|(?:${ATTRIBUTES})\b)[\p{L}_#./][^[\]\n]{0,200}\]\](?![([])`,
      "giu",
    ),
    isText: true,
    message: "`[[Page]]` is a link of Obsidian and wikis. Here its brackets are shown as text.",
    hint: "Write `[text](page.md)`, and `![description](image.png)` for an image.",
  },
  {
    signs: ["%%"],
    pattern: /(?<![^\s(])%%(?:[^\s%](?:[^%\n]*[^\s%])?|\s[^%\n]*\s)%%(?![^\s).,;:])/g,
    isText: true,
    message: "`%%text%%` is a comment of Obsidian. Here it is shown as text.",
    hint: "Write it as `<!-- … -->`.",
  },
  {
    signs: ["{++", "{--", "{~~", "{==", "{>>"],
    notAfter: "{",
    pattern: /^\{(?:\+\+[^\n]*?\+\+|--[^\n]*?--|~~[^\n]*?~~|==[^\n]*?==|>>[^\n]*?<<)\}/,
    message: "`{++added++}`, `{--removed--}` and `{>>note<<}` are CriticMarkup. Here they are shown as text.",
    hint: "Accept or remove the change. To show it, write `<ins>` and `<del>`.",
  },
  {
    signs: ["?> ", "!> "],
    atLineStart: true,
    pattern: /^[?!]> \S[^\n]*/,
    message: "`?>` and `!>` start a box in docsify. Here they are shown as text.",
    hint: "Write `::: tip` or `::: warning`, then the text, then `:::`.",
  },
  {
    signs: ["xref:"],
    pattern: /(?:\]\(|<|href=")xref:[^\s<>()"]+/g,
    inHtml: true,
    message: "`xref:Name` is a cross reference of DocFX. Here it is a link that no browser can open.",
    hint: "Write the path of the page, such as `[text](page.md#heading)`, or the full URL.",
  },
  {
    signs: ["^^"],
    pattern: /(?<!\^)\^\^(?=[^\s^])[^^\n]*[^\s^]\^\^(?!\^)/g,
    isText: true,
    message: "`^^text^^` is inserted text in MkDocs (PyMdown). Here it is shown as text.",
    hint: "Write `<ins>text</ins>`.",
  },
  {
    signs: ["^"],
    pattern: /(?<=[\p{L}\p{N})])\^[^\s^[\]]{1,20}\^(?![\^\p{L}\p{N}])/gu,
    isText: true,
    message: "`x^2^` is a superscript in Pandoc and MkDocs. Here it is shown as text.",
    hint: "Write `x<sup>2</sup>`.",
  },
  {
    signs: ["$"],
    notAfter: "$",
    pattern:
      /^\$(?=[^$\n]{0,200}(?:\\[A-Za-z]|\^[\w{(+-]|(?<!\w)[A-Za-z]_[\w{]))(?=[^\s$])(?:[^$\n\\]|\\[^\n]){1,400}(?<=\S)\$(?![\w$])/,
    isText: true,
    message: "`$ … $` is a formula for KaTeX or MathJax. Here it is shown as text.",
    hint:
      "Add a plugin for formulas to `markdown` in .eleventy.ts, or write the formula with " +
      "characters: x², √2.",
  },
  {
    signs: ["[@", "[-@"],
    pattern: /^\[-?@[\w:.#$%&+?<>~/-]+(?:[,;][^[\]\n]*)?\](?![([:])/,
    isText: true,
    message: "`[@key]` is a citation of Pandoc and Quarto. Here it is shown as text.",
    hint: "Write the reference as a footnote, `[^key]`, or as a link.",
  },
  {
    signs: [":`"],
    pattern: /(?<![\w:]):[a-z][\w:+-]{0,60}:(?=`)/g,
    message: "`` :ref:`name` `` is a role of reStructuredText (Sphinx). Here its name is shown as text.",
    hint: "Write a Markdown link, `[text](page.md#heading)`, or plain code.",
  },
  {
    signs: ["{props.", "{frontMatter.", "{frontmatter.", "{siteConfig."],
    notAfter: "{",
    pattern: /^\{(?:props|front[mM]atter|siteConfig)\.[\w.[\]]+\}/,
    inHtml: true,
    message: "`{props.name}` prints a value in MDX. Here it is shown as text.",
    hint: "Write the value.",
  },
  {
    signs: ["</>"],
    pattern: /<\/>/g,
    inHtml: true,
    isText: true,
    message: "`<>…</>` is a fragment of MDX. Here it is shown as text.",
    hint: "Remove both tags.",
  },
];
