/** Syntax of other markup and template languages, and what old Markdown programs read. */

import type { Cause } from "./foreign-cause.js";

export const LANGUAGE_CAUSES: readonly Cause[] = [
  {
    signs: ["##"],
    atLineStart: true,
    pattern: /^#{2,6}[\p{L}\p{N}*`[][^\n]*/u,
    message: "A heading needs a space after `##`. Without it, the line is shown as text.",
    hint: "Write `## Title`.",
  },
  {
    signs: ["== "],
    pattern: /^={2,6} [^\s="][^\n]*/gm,
    message: "`== Title` is a heading of AsciiDoc and of wikis. Here it is shown as text.",
    hint: "Write `## Title`.",
  },
  {
    signs: ["[source", "[cols=", "[%", "[quote,", "[NOTE]", "[TIP]", "[WARNING]", "[IMPORTANT]", "[CAUTION]"],
    atLineStart: true,
    pattern:
      /^\[(?:(?:source[,%]|cols=|%\w|quote,)[^[\]\n]*|source|NOTE|TIP|WARNING|IMPORTANT|CAUTION)\](?=[ \t]*(?:$|\n[=.|-]))/,
    message: "`[source,js]` and similar lines describe the block below them in AsciiDoc. Here they are text.",
    hint: "Write it in Markdown: code between lines of ``` ``` ```, a box as `::: note`.",
  },
  {
    signs: ["<%"],
    inHtml: true,
    pattern: /^<%[-=#_@!]?[^\n]*?%>/,
    message: "`<% … %>` is a template tag of EJS, ERB or JSP. Here it does not run.",
    hint: "Write the value.",
  },
  {
    signs: ["<?php", "<?="],
    inHtml: true,
    pattern: /^<\?(?:php\b|=)[^\n]*/,
    message: "`<?php … ?>` does not run here. Its code is in the published page.",
    hint: "Remove it. A static site has no programs on the server.",
  },
  {
    signs: ["["],
    pattern: /(?<![\w:\\/])::?(?!(?:kbd|badge)\[)[A-Za-z][\w-]{0,40}\[[^[\]\n]{0,200}\]/g,
    isText: true,
    message: "`:name[text]` is a directive of remark (Docusaurus, Starlight). Here it is shown as text.",
    hint: "Handbill has `:kbd[Ctrl+C]` and `:badge[New]`. For a box, write `::: note`, the text, then `:::`.",
  },
  {
    signs: ["\\(", "\\["],
    pattern: /^\\[([](?=[^\n]{0,200}?(?:\\[A-Za-z]{2}|\^[\w{(]))[^\n]{1,400}?\\[)\]]/,
    message: "`\\( … \\)` is a formula for KaTeX or MathJax. Here it is shown as text.",
    hint: "Add a plugin for formulas to `markdown` in .eleventy.ts, or put the formula in as an image.",
  },
];
