/**
 * Highlights code at build time. It uses classes instead of inline styles, so that pages work with a strict
 * Content-Security-Policy.
 */

import type { KeptTexts } from "../../utils/kept-texts.js";
import { once } from "../../utils/once.js";
import { RecentMap } from "../../utils/recent-map.js";
import { pathToFileURL } from "node:url";
import { packagePath } from "../../utils/package-path.js";
import type { SourceFile } from "../../model/model.js";
import type { HighlighterCore, LanguageInput } from "shiki";
import { escapeText } from "../../utils/escape-html.js";
import { shareExpressions } from "./shared-scanners.js";

/** `(code, language) → HTML`, or undefined if the language is unknown. */
export type Highlight = (code: string, language: string) => string | undefined;

export interface Highlighter {
  /** Loads the given languages and ignores unknown ones. */
  load(languages: Iterable<string>): Promise<void>;
  readonly highlight: Highlight;
  /** Languages that `highlight` lacked since the last call. Load them, and highlight again. */
  takeMissing(): readonly string[];
}

/**
 * Whether a page may need highlighting. Before its first such page, a thread spends about a second and 90 MB
 * on loading Shiki.
 */
export function mayHighlight({ bytes }: SourceFile): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes("```") || text.includes("~~~");
}

/** Longer code is not highlighted: it takes longer than the rest of the site. */
const MAX_CODE = 100_000;

/** Code with a longer line is not highlighted: it is data or generated. */
const MAX_LINE = 5_000;

/**
 * Shiki and its grammars, once for each thread: it never releases the memory of compiled expressions, and a
 * dev server makes a highlighter after each edit of the configuration.
 */
const shiki = once(loadShiki);

/**
 * A highlighter that loads Shiki and its grammars when a page first needs them. Code that is in `kept` needs
 * neither.
 */
export function createHighlighter(kept?: KeptTexts): Highlighter {
  let ready: Shiki | undefined;
  const results = new RecentMap<string>(2000);
  const missing = new Set<string>();
  const highlightNew = (key: string, code: string, language: string): string | undefined => {
    if (ready?.isKnown(language) === false) {
      kept?.set(unknownKey(language), "");
      return undefined;
    }
    const core = ready?.coreOf(language);
    if (core === undefined) {
      missing.add(language);
      return undefined;
    }
    const html = render(core, code, language);
    kept?.set(key, html);
    return html;
  };
  return {
    async load(languages) {
      const wanted = [...languages];
      if (wanted.length === 0) return;
      ready = await shiki();
      for (const language of wanted) await ready.load(language);
    },
    highlight(code, language) {
      if (code.length > MAX_CODE) return undefined;
      const key = `${language}\n${code}`;
      const known = results.get(key) ?? kept?.get(key);
      if (known === undefined && kept?.get(unknownKey(language)) !== undefined) return undefined;
      const html = known ?? highlightNew(key, code, language);
      if (html !== undefined) results.set(key, html);
      return html;
    },
    takeMissing() {
      const languages = [...missing];
      missing.clear();
      return languages;
    },
  };
}

/** The key under which it is kept that Shiki has no such language. The key of code contains a line break. */
const unknownKey = (language: string): string => language;

interface Shiki {
  load(language: string): Promise<void>;
  isKnown(language: string): boolean;
  /** Undefined if the language is unknown or not loaded. */
  coreOf(language: string): HighlighterCore | undefined;
}

/** Languages that are embedded in others without their grammars loading them. */
const EMBEDDED: Readonly<Record<string, readonly string[]>> = { md: ["yaml"], markdown: ["yaml"] };

/** `prepare.js` writes it. */
const ENGINE = packagePath("dist/highlight-engine.js");

async function loadShiki(): Promise<Shiki> {
  const [
    { createHighlighterCore, createCssVariablesTheme },
    { createOnigurumaEngine },
    { bundledLanguages },
  ] = await Promise.all([import("shiki/core"), import("shiki/engine/oniguruma"), import("shiki/langs")]);
  // Oniguruma takes less than half the time of the JavaScript engine (541 code blocks of a handbook: 0.5 s
  // instead of 1.4 s).
  const engine = shareExpressions(
    await createOnigurumaEngine(
      import(pathToFileURL(ENGINE).href) as Parameters<typeof createOnigurumaEngine>[0],
    ),
  );
  const theme = createCssVariablesTheme({ name: "handbill", variablePrefix: "--hl-", fontStyle: false });
  const bundled = bundledLanguages as Readonly<Record<string, LanguageInput | undefined>>;
  // Each grammar has its own highlighter. In a shared one, a grammar also colours embedded languages that
  // another page loaded, so output would depend on the order of pages. Aliases such as `sh` and `bash` share
  // one grammar and its compiled expressions.
  const cores = new Map<LanguageInput, HighlighterCore>();
  const grammarOf = (language: string): LanguageInput | undefined =>
    Object.hasOwn(bundled, language) ? bundled[language] : undefined;
  return {
    isKnown: (language) => grammarOf(language) !== undefined,
    coreOf(language) {
      const grammar = grammarOf(language);
      return grammar && cores.get(grammar);
    },
    async load(language) {
      const grammar = grammarOf(language);
      if (grammar === undefined || cores.has(grammar)) return;
      const langs = [grammar, ...(EMBEDDED[language] ?? []).flatMap((name) => grammarOf(name) ?? [])];
      cores.set(grammar, await createHighlighterCore({ themes: [theme], langs, engine, warnings: false }));
    },
  };
}

function render(core: HighlighterCore, code: string, language: string): string {
  // Shiki's own time limit would make the output depend on the load of the machine. `MAX_LINE` limits the
  // work instead.
  const { tokens } = core.codeToTokens(code.replace(/\n$/, ""), {
    lang: language,
    theme: "handbill",
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: MAX_LINE,
  });
  const lines = tokens.map((line) =>
    line
      .map(({ content, color }) => {
        const kind = /--hl-token-([\w-]+)/.exec(color ?? "")?.[1];
        return kind === undefined
          ? escapeText(content)
          : `<span class="hl-${kind}">${escapeText(content)}</span>`;
      })
      .join(""),
  );
  return `${lines.join("\n")}\n`;
}
