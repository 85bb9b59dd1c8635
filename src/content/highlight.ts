/** Code, coloured at build time. Classes, never inline styles: the page passes a strict Content-Security-Policy. */

import type { HighlighterCore } from "shiki";

/** `(code, language) → HTML`, or undefined for a language that is not known. */
export type Highlight = (code: string, language: string) => string | undefined;

export interface Highlighter {
  /** Loads the languages named; unknown ones are ignored. */
  load(languages: Iterable<string>): Promise<void>;
  readonly highlight: Highlight;
}

/** Code longer than this stays plain: colouring it takes longer than the rest of the site. */
const LONGEST = 100_000;

/** A line longer than this stays plain: it is data or was made by a program. */
const LONGEST_LINE = 5_000;

/** A highlighter that loads nothing, not even itself, until a page names a language. */
export function createHighlighter(): Highlighter {
  let shiki: Promise<Shiki> | undefined;
  let ready: Shiki | undefined;
  const results = new Map<string, string>();
  return {
    async load(languages) {
      const wanted = [...languages];
      if (wanted.length === 0) return;
      shiki ??= loadShiki();
      ready = await shiki;
      for (const language of wanted) await ready.load(language);
    },
    highlight(code, language) {
      if (ready === undefined || code.length > LONGEST || !ready.has(language)) return undefined;
      const key = `${language}\n${code}`;
      let html = results.get(key);
      if (html === undefined) {
        html = render(ready.core, code, language);
        if (results.size > 2000) results.clear();
        results.set(key, html);
      }
      return html;
    },
  };
}

interface Shiki {
  readonly core: HighlighterCore;
  load(language: string): Promise<void>;
  has(language: string): boolean;
}

async function loadShiki(): Promise<Shiki> {
  const [{ createHighlighterCore, createCssVariablesTheme }, { createOnigurumaEngine }, { bundledLanguages }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/oniguruma"),
    import("shiki/langs"),
  ]);
  // The grammars' own engine takes less than half the time of the one in JavaScript (541 blocks of a handbook: 0.5 s, not 1.4 s).
  const engine = await createOnigurumaEngine(import("shiki/wasm"));
  const theme = createCssVariablesTheme({ name: "handbill", variablePrefix: "--hl-", fontStyle: false });
  const core = await createHighlighterCore({ themes: [theme], langs: [], engine });
  const known = new Set<string>();
  const bundled = bundledLanguages as Readonly<Record<string, (() => Promise<unknown>) | undefined>>;
  return {
    core,
    has: (language) => known.has(language),
    async load(language) {
      const source = bundled[language];
      if (known.has(language) || source === undefined || !Object.hasOwn(bundled, language)) return;
      await core.loadLanguage(source as Parameters<HighlighterCore["loadLanguage"]>[0]);
      known.add(language);
    },
  };
}

function render(core: HighlighterCore, code: string, language: string): string {
  // Not by the clock, which on a busy machine leaves a line plain that another build colours: by its length.
  const { tokens } = core.codeToTokens(code.replace(/\n$/, ""), { lang: language, theme: "handbill", tokenizeTimeLimit: 0, tokenizeMaxLineLength: LONGEST_LINE });
  const lines = tokens.map((line) =>
    line
      .map(({ content, color }) => {
        const kind = /--hl-token-([\w-]+)/.exec(color ?? "")?.[1];
        return kind === undefined ? escape(content) : `<span class="hl-${kind}">${escape(content)}</span>`;
      })
      .join(""),
  );
  return `${lines.join("\n")}\n`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
