/** Syntax of other generators that Handbill does not support: how to recognize it, and the replacement. */

import type { Cause } from "./foreign-cause.js";
import { INLINE_CAUSES } from "./foreign-inline.js";
import { LANGUAGE_CAUSES } from "./foreign-languages.js";

const NO_INCLUDE =
  "Copy the text of the file here. Or set `templatesInMarkdown`, move the file to layouts/ and " +
  'write `{% include "name.md" %}`.';

/** Emoji that authors often write by name. */
const EMOJI = [
  "tada rocket warning white_check_mark heavy_check_mark bulb memo bug sparkles fire smile heart star",
  "construction point_right information_source exclamation boom wrench zap wave thumbsup eyes lock key link x",
  "question arrow_right book books package gear mag no_entry red_circle green_circle +1 clap art",
  "checkered_flag hourglass computer",
].flatMap((names) => names.split(" ").map((name) => `:${name}:`));

const CAUSES_BY_GENERATOR: readonly Cause[] = [
  {
    signs: ["!!!", "???"],
    pattern:
      /^(?:!!!|\?\?\?\+?) ?(?:[a-z][\w-]*(?: +[\w-]+)* +"[^"\n]*"|(?:note|abstract|info|tip|hint|important|success|question|warning|caution|attention|failure|danger|error|bug|example|quote))[ \t]*$/gim,
    message: "`!!! note` is an admonition of MkDocs. Without indented text below it, it is shown as text.",
    hint: "Indent its text by four spaces, or write `::: note Title`, then the text, then `:::`.",
  },
  {
    signs: ["==="],
    pattern: /^===[!+]* +"[^"\n]*"[ \t]*$/gm,
    message: '`=== "Title"` is a content tab of MkDocs. Without indented text below it, it is shown as text.',
    hint: "Indent its text by four spaces, or write `:::: tabs` with a `::: tab Title` for each tab.",
  },
  {
    signs: ["///"],
    pattern: /^\/{3,} +[a-z][\w-]*(?: *\|[^\n]*)?[ \t]*$/gm,
    message:
      "`/// name` is a block of PyMdown Extensions (MkDocs) that Handbill does not support. It is " +
      "shown as text.",
    hint:
      "Write `::: note Title`, then the text, then `:::`. Close each block with as many colons as " +
      "open it.",
  },
  {
    signs: ["8<"],
    pattern: /^[ \t]*;*-+8<-+[^\n]*/gm,
    message: "`--8<--` includes another file in MkDocs (PyMdown Snippets). Here it is shown as text.",
    hint: NO_INCLUDE,
  },
  {
    signs: ["{!", "{*"],
    pattern: /^\{(?:! *[^\s!{}][^!{}\n]*!|\* [^*{}\n]+\*)\}/,
    message: "`{! file !}` and `{* file *}` include another file in MkDocs. Here they are shown as text.",
    hint: NO_INCLUDE,
  },
  {
    signs: ["{{#"],
    pattern:
      /\{\{ *#(?:include|rustdoc_include|playground|playpen|title|shiftinclude|template)\b[^{}\n]*\}\}/g,
    inHtml: true,
    message: "`{{#include file}}` and similar tags belong to mdBook. Here they are shown as text.",
    hint: NO_INCLUDE,
  },
  {
    signs: ["<<<"],
    pattern: /^<<< ?[@.~/\w][^\n]*/gm,
    message: "`<<< file` includes code from a file in VitePress. Here it is shown as text.",
    hint: "Copy the code into a code block.",
  },
  {
    signs: ["<!--@include:", "<!-- @include:"],
    pattern: /^<!-- ?@include:[^\n<>]*-->/,
    inHtml: true,
    message: "`<!--@include: file-->` includes another file in VitePress. Here nothing is shown.",
    hint: NO_INCLUDE,
  },
  {
    signs: ["[!"],
    pattern: /^\[!(?:include|code|video|notebook|image)\b[^\]\n]*(?:\](?:\([^)\n]*\))?\]?|(?=\n|$))/i,
    message: "`[!INCLUDE …]` and similar tags belong to DocFX. Here they are shown as text.",
    hint: NO_INCLUDE,
  },
  {
    signs: ["(#tab/"],
    pattern: /\[[^[\]\n]*\]\(#tab\/[^()\n]*\)/g,
    message: "A heading that links to `#tab/…` is a tab of DocFX. Here it is a heading with a broken link.",
    hint: "Write `:::: tabs` with a `::: tab Title` for each tab. Close them with `:::` and `::::`.",
  },
  {
    signs: ["{%"],
    notAfter: "{",
    pattern:
      /^\{% *(?:end)?(?:hint|tabs?|content-ref|code|embed|file|stepper|step|columns?|openapi|swagger|updates?|prompt|reusable|api-method|page-ref|if\s+visitor)\b[^\n]*?%\}/,
    inHtml: true,
    message:
      "`{% hint %}`, `{% tabs %}` and similar tags are blocks of GitBook. Here they are shown as text.",
    hint:
      "For a hint, write `::: tip`, then the text, then `:::`. For tabs, write `:::: tabs` with a " +
      "`::: tab Title` for each tab.",
  },
  {
    signs: ["{%"],
    notAfter: "{",
    pattern:
      /^\{%[-+]? *(?!(?:end)?(?:hint|tabs?|content-ref|code|embed|file|stepper|step|columns?|openapi|swagger|updates?|prompt|reusable|api-method|page-ref|if\s+visitor)\b)[a-z#/!][^]*?%\}/i,
    inHtml: true,
    message:
      "`{% … %}` is a template tag, as Jekyll, Eleventy and MkDocs run them. Here it is shown as text.",
    hint:
      "To run templates in this page, set `templatesInMarkdown` in .eleventy.ts. Otherwise, replace " +
      "the tag with Markdown.",
  },
  {
    signs: ["{{"],
    notAfter: "{$=\\_^",
    pattern:
      /^\{\{\{?[-~]? *(?:["'\w$.(>!&^/]|#(?! *(?:include|rustdoc_include|playground|playpen|title|shiftinclude|template)\b))[^{}\n]*\}\}/,
    inHtml: true,
    message:
      "`{{ … }}` prints a value in templates of Jekyll, VitePress and others. Here it is shown as text.",
    hint:
      "To run templates in this page, set `templatesInMarkdown` in .eleventy.ts. Otherwise, write " +
      "the value, or put the braces into code.",
  },
  {
    signs: ["{{<", "{{%"],
    pattern: /^\{\{[<%][^]*?[>%]\}\}/,
    inHtml: true,
    message: "`{{< … >}}` and `{{% … %}}` are shortcodes of Hugo. Here they are shown as text.",
    hint:
      "Write it in Markdown: a box is `::: note`, tabs are `:::: tabs`, an image " +
      "`![text](file.png)`, a link `[text](page.md)`.",
  },
  {
    signs: ["import "],
    atLineStart: true,
    pattern: /^import\s+(?:[\w*{$][^'";]*?\bfrom\s*)?(["'])[^"'\n]+\1[ \t]*;?/,
    message:
      "`import … from` is JavaScript, as in MDX pages of Docusaurus and Astro. Here it is shown as text.",
    hint: "Remove the line. Replace its component with Markdown, such as the container `::: tip`.",
  },
  {
    signs: ["export "],
    pattern: /^export\s+(?:(?:const|let|var|function|class|async function)\s+[\w$]+|const\s*\{|default\s)/gm,
    message: "`export …` is JavaScript, as in MDX pages of Docusaurus and Astro. Here it is shown as text.",
    hint: "Remove it. Put values of the page into its front matter.",
  },
  {
    signs: ["{/*"],
    pattern: /\{\/\*[^]*?(?:\*\/\}|$)/g,
    inHtml: true,
    message: "`{/* … */}` is a comment of MDX. Here it is shown as text.",
    hint: "Write it as `<!-- … -->`.",
  },
  {
    signs: ["className=", "={"],
    pattern: /\bclassName=|<[A-Za-z][^<>]*?\s[\w-]+=\{(?!\{)|\sstyle=\{\{/g,
    inHtml: true,
    message: "Attributes such as `className` and `style={…}` are JSX. A browser does not understand them.",
    hint: 'Write HTML: `class="name"`, `style="color: red"`.',
  },
  {
    signs: ["[[toc]]", "[[TOC]]", "[TOC]", "[toc]", "{:toc}", "{: toc", "[[_TOC_]]"],
    pattern: /^(?:\[\[_?toc_?\]\]|\[toc\]|\{: *toc *\})[ \t]*$/gim,
    message:
      "`[[toc]]`, `[TOC]` and `{:toc}` make a table of contents elsewhere. Here they are shown as text.",
    hint: "Remove it. The theme's layouts show the headings of the page next to its text.",
  },
  {
    signs: ["$$"],
    pattern: /(?<![\\$])\$\$(?!\$)[^$]+\$\$(?!\$)/g,
    message: "`$$ … $$` is a formula for KaTeX or MathJax. Here it is shown as text.",
    hint: "Add a plugin for formulas to `markdown` in .eleventy.ts, or put the formula in as an image.",
  },
  {
    signs: [":material-", ":octicons-", ":fontawesome-", ":simple-"],
    pattern: /:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:/g,
    inHtml: true,
    message: "`:material-…:` is an icon of Material for MkDocs. Here it is shown as text.",
    hint: "Write a character such as ✓, or an image.",
  },
  {
    signs: EMOJI,
    pattern: /^:[a-z_+1]+:/,
    readAs: "emoji",
    message:
      "`:tada:` and similar codes are emoji on GitHub and in other generators. Here they are shown as text.",
    hint:
      "Write the character itself, such as 🎉; or add the plugin `markdown-it-emoji` to `markdown` " +
      "in .eleventy.ts.",
  },
  {
    signs: ["*["],
    atLineStart: true,
    pattern: /^\*\[[^\]\n]+\]:[^\n]*/,
    message: "`*[HTML]: …` explains an abbreviation in MkDocs and kramdown. Here it is shown as text.",
    hint: 'Write `<abbr title="HyperText Markup Language">HTML</abbr>` where the word first appears.',
  },
  {
    signs: ["}`"],
    pattern: /(?<![\w/}])\{[A-Za-z][\w:.+-]*\}(?=`)/g,
    message: "`` {ref}`text` `` is a role of MyST (Sphinx). Here its name is shown as text.",
    hint: "Write a Markdown link, `[text](page.md#heading)`, or plain code.",
  },
  {
    signs: [")="],
    pattern: /^\([\w:. -]+\)=[ \t]*$/gm,
    message: "`(label)=` names the heading below it in MyST (Sphinx). Here it is shown as text.",
    hint: "Give the heading the id: `## Title {#label}`.",
  },
  {
    signs: [".. "],
    pattern: /^\.\. [a-z][\w:-]*::[^\n]*/gm,
    message: "`.. name::` is a directive of reStructuredText (Sphinx). Here it is shown as text.",
    hint: "Write it in Markdown: a box is `::: note`, code is a code block, an image `![text](file.png)`.",
  },
  {
    signs: ["{: ", "{:."],
    pattern: /^\{: *[#.a-z][^{}\n]*\}[ \t]*(?=\n)/gim,
    message: "`{: .name }` applies to the text below it in kramdown (Jekyll). Here it is shown as text.",
    hint: "Write it at the end of the text itself. For a box, write `::: note`, then the text, then `:::`.",
  },
  {
    signs: ["markdown"],
    pattern:
      /<[a-z][\w-]*(?:\s+[\w:@-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*?\s+markdown(?:=(?:"(?:1|block|span)"|1|block|span))?(?=[\s>])/gi,
    inHtml: true,
    message:
      "The attribute `markdown` belongs to MkDocs and kramdown. Here it has no effect, and " +
      "Markdown next to tags is shown as text.",
    hint:
      "Remove it, and leave an empty line after the opening tag and before the closing tag. Handbill " +
      "reads Markdown between them.",
  },
  {
    signs: ["<listing", "<Listing"],
    pattern: /<listing\b[^<>]*>/gi,
    inHtml: true,
    message:
      "`<Listing>` belongs to mdBook books about Rust. Browsers treat it as an old HTML element, " +
      "and show Markdown in it as text.",
    hint: 'Remove both tags. Give the code block a title: `` ```rust title="src/main.rs" ``.',
  },
];

export const CAUSES: readonly Cause[] = [...CAUSES_BY_GENERATOR, ...LANGUAGE_CAUSES, ...INLINE_CAUSES];

/** A diagram in a code block. */
export const DIAGRAM = {
  message:
    "A code block of `mermaid` or `plantuml` is a diagram elsewhere, and one of `math` a formula. " +
    "Here it is shown as code.",
  hint:
    "Save it as a file and write `![description](diagram.svg)`, or load a script that draws it in a " +
    "slot of the layout.",
} as const;

/** Languages of code blocks that other generators draw. */
export const DRAWN: ReadonlySet<string> = new Set(
  "mermaid plantuml puml d2 wavedrom vega vega-lite kroki nomnoml math katex".split(" "),
);

/** Languages of code chunks in notebooks. In braces they are languages and not foreign syntax. */
export const CHUNKS: ReadonlySet<string> = new Set(
  "r python julia bash sh sql js javascript ojs dot stan rcpp css html powershell perl ruby go rust".split(
    " ",
  ),
);

export const DIRECTIVE = {
  message:
    "`` ```{name} `` is a directive of MyST (Sphinx) that Handbill does not support. It is shown as code.",
  hint:
    "Write it in Markdown: an image is `![text](file.png)`, code is a code block with its language, " +
    "a list of pages is a list of links.",
} as const;

export const LIST_ALONE = {
  message:
    "`{: .name }` on its own line applies to the text above or below it in kramdown (Jekyll). Here " +
    "it has no effect.",
  hint:
    "Write it at the end of the text itself: `# Title {.name}`. For a box, write `::: note`, then " +
    "the text, then `:::`.",
} as const;
