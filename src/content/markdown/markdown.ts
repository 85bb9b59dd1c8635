/** Markdown → HTML: CommonMark, GFM, and extensions for documentation. The only importer of markdown-it. */

import { alert } from "@mdit/plugin-alert";
import { dl } from "@mdit/plugin-dl";
import { tasklist } from "@mdit/plugin-tasklist";
import cjkFriendly from "markdown-it-cjk-friendly";
import MarkdownIt, { type StateBlock, type StateInline, type Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Trust } from "../../config/options.js";
import type { Diagnostic, Heading, Link } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { applyAttributes, useBlockAttributes } from "./attributes.js";
import { markAutolinks, useAutolinks } from "./autolinks.js";
import { balance } from "../lint/balance.js";
import { readFence } from "./code-fence.js";
import { useComponents } from "./components.js";
import type { ContainerEnv } from "./containers.js";
import { checkFence } from "../lint/code-fences.js";
import { useFootnotes, type NotesEnv } from "./footnotes.js";
import { useForeignBlocks } from "./foreign-blocks.js";
import { findForeign } from "../lint/foreign-syntax.js";
import { assignHeadingIds, emptyHeadings } from "./heading-ids.js";
import { doubleIds, explicitIds, THEME_IDS } from "./explicit-ids.js";
import { createHighlighter } from "./highlight.js";
import type { KeptTexts } from "../../utils/kept-texts.js";
import { collectUrls, type Span } from "./links.js";
import { outlineOf, type Outline } from "./outline.js";
import { decoderOf } from "./plain-text.js";
import { addSizePlaceholders } from "../images/size-placeholders.js";
import { ATTRIBUTES } from "../html/sanitize.js";
import { lintMarkdown } from "../lint/markdown.js";
import { sanitizeRaw, type SafeHtml } from "./raw-html.js";
import { speedUp } from "./speed-up.js";
import { useStrikethrough } from "./strikethrough.js";

export interface MarkdownOptions {
  readonly trust: Trust;
  /** The site's own plugins. */
  readonly configure?: (md: MarkdownIt) => void;
  /** The site's own markdown-it, which Handbill extends. */
  readonly library?: MarkdownIt;
  /** Highlights code instead of Handbill's highlighter. */
  readonly highlight?: (code: string, language: string) => string;
  /** Highlighted code of earlier processes. */
  readonly keptCode?: KeptTexts;
}

/** A piece of Markdown and its position. */
export interface MarkdownText {
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  readonly source: string;
  /** Whether it is inline text, without paragraphs and other blocks. */
  readonly inline?: boolean;
  /** Whether templates have already run. Template tags that are left are then meant to be shown. */
  readonly isPrinted?: boolean;
  /** Ids that other parts of the page use. */
  readonly taken?: ReadonlySet<string>;
}

export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly ids: readonly string[];
  readonly links: readonly Link[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Markdown {
  /**
   * The outline that `render` would find, in a fraction of the time; undefined if only rendering can find it.
   * With `isTitled`, the text of the first heading may be absent.
   */
  outline(body: string, isTitled?: boolean): Outline | undefined;
  /** Renders text. Code is highlighted if its language is loaded or its HTML is kept. */
  render(text: MarkdownText): RenderedMarkdown;
  /** Like `render`, but loads the languages of the text's code blocks that need it. */
  renderHighlighted(text: MarkdownText): Promise<RenderedMarkdown>;
}

/** Deeper blocks are an error, because markdown-it drops their text silently. A list counts as two levels. */
const MAX_DEPTH = 200;

const TRUSTED: SafeHtml = { hasRaw: false, diagnostics: [] };

const NO_IDS: ReadonlySet<string> = new Set();

/** State that the renderer passes to its rules; one object for each page. */
interface Env extends ContainerEnv, NotesEnv {
  tooDeep?: number;
  /** Set by markdown-it: the definitions `[label]: URL`. */
  readonly references?: Readonly<Record<string, unknown>>;
}

const FENCE = /^[ \t>*+\d.)-]*(?:`{3,}|~{3,})([^\n]+)/gm;

/** A renderer for all pages of a site. It keeps nothing of a page except highlighted code. */
export function createMarkdown(options: MarkdownOptions): Markdown {
  const { library } = options;
  if (library === undefined) return newMarkdown(options);
  const known = ofLibraries.get(library) ?? newMarkdown(options);
  ofLibraries.set(library, known);
  return known;
}

/** Each markdown-it of a site is extended once. */
const ofLibraries = new WeakMap<MarkdownIt, Markdown>();

function newMarkdown(options: MarkdownOptions): Markdown {
  const highlighter = createHighlighter(options.keptCode);
  // The highlighter of the site.
  const highlights = options.highlight ?? options.library?.options.highlight;
  const md = createParser({
    highlight: (code, language) => highlighter.highlight(code, language.toLowerCase()) ?? "",
    ...options,
  });
  const decode = decoderOf(md);
  // An allow list, as for raw HTML: a theme's scripts may act on data attributes.
  const allowed = (name: string) => options.trust === "author" || name === "class" || ATTRIBUTES.has(name);

  const markdown: Markdown = {
    // A site's plugins may turn any syntax into headings.
    outline: (body, isTitled = false) =>
      options.configure !== undefined ? undefined : outlineOf(md, body, isTitled),
    async renderHighlighted(text) {
      const hasCode = text.body.includes("```") || text.body.includes("~~~");
      if (!hasCode || highlights !== undefined) return markdown.render(text);
      // A site's plugins may count what they render, so its text is not rendered twice.
      if (options.configure !== undefined || options.keptCode?.isEmpty !== false)
        await highlighter.load(languagesOf(text.body));
      const rendered = markdown.render(text);
      const missing = highlighter.takeMissing();
      if (missing.length === 0) return rendered;
      await highlighter.load(missing);
      return markdown.render(text);
    },
    render({ body, bodyLine, source, inline = false, isPrinted = false, taken = NO_IDS }) {
      const env: Env = {};
      const tokens = inline ? md.parseInline(body, env) : md.parse(body, env);
      const raw = options.trust === "text" ? sanitizeRaw(tokens, { body, bodyLine, source }) : TRUSTED;
      alignByClass(tokens);
      markAutolinks(tokens);
      const page = {
        body,
        bodyLine,
        source,
        labels: Object.keys(env.references ?? {}),
        notes: env,
        isPrinted,
      };
      const editDistance = [...lintMarkdown(tokens, page), ...findForeign(tokens, page)];
      applyAttributes(tokens, { allowed });
      const addresses = collectUrls(tokens, { body, bodyLine, source, decode, trust: options.trust });
      const held = [...explicitIds(tokens, body, bodyLine), ...addresses.ids];
      const headings = assignHeadingIds(
        tokens,
        new Set([...THEME_IDS, ...taken, ...held.map(({ id }) => id)]),
        decode,
      );
      const lines = once(() => body.split("\n"));
      const fences = tokens.flatMap((token) =>
        token.type === "fence"
          ? checkFence({
              info: md.utils.unescapeAll(token.info),
              code: token.content,
              written: () => lines()[token.map?.[0] ?? 0] ?? "",
              file: source,
              line: bodyLine + (token.map?.[0] ?? 0),
            })
          : [],
      );
      const rendered = md.renderer.render(tokens, md.options, env);
      const { html, links } = addSizePlaceholders(raw.hasRaw ? balance(rendered) : rendered, addresses.links);
      const deep = env.tooDeep === undefined ? [] : [tooDeep(source, bodyLine + env.tooDeep)];
      return {
        html,
        headings,
        links,
        ids: [...new Set([...headings.map(({ id }) => id), ...held.map(({ id }) => id)])],
        diagnostics: [
          ...raw.diagnostics,
          ...addresses.diagnostics,
          ...doubleIds(held, source),
          ...emptyHeadings(tokens, headings, { file: source, bodyLine }),
          ...fences,
          ...editDistance,
          ...deep,
        ],
      };
    },
  };
  return markdown;
}

/** The languages of all lines that may open a code block. */
function languagesOf(body: string): ReadonlySet<string> {
  return new Set([...body.matchAll(FENCE)].map(([, info = ""]) => readFence(info).language.toLowerCase()));
}

/**
 * markdown-it with the extensions of Handbill and of the site. Tests compare the optimized parser with
 * markdown-it's own parts.
 */
export function createParser({
  highlight,
  configure,
  library,
  isFast = true,
}: Pick<MarkdownOptions, "configure" | "library"> & {
  highlight?(code: string, language: string): string;
  readonly isFast?: boolean;
}): MarkdownIt {
  const md = library ?? new MarkdownIt({ html: true, linkify: true });
  // The site's own library may have a highlighter.
  const highlights = library?.options.highlight ?? highlight;
  if (highlights) md.set({ highlight: highlights });
  // The type declarations lack this option, which the presets set.
  Object.assign(md.options, { maxNesting: MAX_DEPTH });
  useAutolinks(md);
  useStrikethrough(md);
  // `**注意：**正文`: punctuation also ends emphasis in scripts without spaces.
  md.use(cjkFriendly);
  md.use(useFootnotes).use(tasklist, { label: true }).use(dl).use(alert);
  useComponents(md);
  useForeignBlocks(md);
  useBlockAttributes(md);
  guardDepth(md);
  rememberSpans(md);
  if (isFast) speedUp(md, configure !== undefined);
  configure?.(md);
  return md;
}

function tooDeep(source: string, line: number): Diagnostic {
  return diagnostic(
    "markdown-too-deep",
    { file: source, line, column: 1 },
    `Quotes and lists are nested more than ${MAX_DEPTH / 2} levels deep here, so deeper text would be lost.`,
    "Use fewer levels.",
  );
}

/** A rule that never matches. It sees every block before markdown-it stops at the nesting limit. */
function guardDepth(md: MarkdownIt): void {
  md.block.ruler.before(
    "table",
    "handbill-depth",
    (state: StateBlock, line: number) => {
      if (state.level >= MAX_DEPTH - 3) (state.env as Env).tooDeep ??= line;
      return false;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );
}

/** Records the range of each link, image and piece of raw HTML in its block's text. */
function rememberSpans(md: MarkdownIt): void {
  for (const name of ["link", "image", "autolink", "html_inline"]) {
    // markdown-it offers no other way to list its rules.
    const rules = md.inline.ruler as unknown as {
      __rules__: readonly {
        readonly name: string;
        readonly fn: (state: StateInline, silent: boolean) => boolean;
      }[];
    };
    const rule = rules.__rules__.find((candidate) => candidate.name === name)?.fn;
    if (rule === undefined) continue;
    md.inline.ruler.at(name, (state, silent) => {
      const start = state.pos;
      const first = state.tokens.length;
      if (!rule(state, silent)) return false;
      const token = silent ? undefined : state.tokens.slice(first).find((made) => made.type !== "text");
      if (token !== undefined)
        token.meta = { ...(token.meta as object | null), span: { start, end: state.pos } satisfies Span };
      return true;
    });
  }
}

/** markdown-it aligns table cells with inline styles, which a strict Content-Security-Policy blocks. */
function alignByClass(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const align =
      token.type === "th_open" || token.type === "td_open"
        ? /^text-align:(\w+)$/.exec(token.attrGet("style") ?? "")?.[1]
        : undefined;
    if (align !== undefined) token.attrs = [["class", `align-${align}`]];
  }
}
