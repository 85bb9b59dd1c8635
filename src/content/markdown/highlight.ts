/** Code, coloured at build time. Classes, never inline styles: the page passes a strict Content-Security-Policy. */

import type { SourceFile } from "../../model/model.js";
import type { HighlighterCore, LanguageInput } from "shiki";

/** `(code, language) → HTML`, or undefined for a language that is not known. */
export type Highlight = (code: string, language: string) => string | undefined;

export interface Highlighter {
  /** Loads the languages named; unknown ones are ignored. */
  load(languages: Iterable<string>): Promise<void>;
  readonly highlight: Highlight;
}

/** Whether a page may hold code to be coloured: for the first such page, a thread needs a second and some 90 MB. */
export function mayColour({ bytes }: SourceFile): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes("```") || text.includes("~~~");
}

/** Code longer than this stays plain: colouring it takes longer than the rest of the site. */
const MAX_CODE = 100_000;

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
      const core = ready?.coreOf(language);
      if (core === undefined || code.length > MAX_CODE) return undefined;
      const key = `${language}\n${code}`;
      let html = results.get(key);
      if (html === undefined) {
        html = render(core, code, language);
        if (results.size > 2000) results.clear();
        results.set(key, html);
      }
      return html;
    },
  };
}

interface Shiki {
  load(language: string): Promise<void>;
  /** Undefined for a language that is not loaded, or not known. */
  coreOf(language: string): HighlighterCore | undefined;
}

/** Languages that stand within others, and that their grammars leave to whoever asks. */
const WITHIN: Readonly<Record<string, readonly string[]>> = { md: ["yaml"], markdown: ["yaml"] };

async function loadShiki(): Promise<Shiki> {
  const [
    { createHighlighterCore, createCssVariablesTheme },
    { createOnigurumaEngine },
    { bundledLanguages },
  ] = await Promise.all([import("shiki/core"), import("shiki/engine/oniguruma"), import("shiki/langs")]);
  // The grammars' own engine takes less than half the time of the one in JavaScript (541 blocks of a handbook: 0.5 s, not 1.4 s).
  const engine = await createOnigurumaEngine(import("shiki/wasm"));
  const theme = createCssVariablesTheme({ name: "handbill", variablePrefix: "--hl-", fontStyle: false });
  const bundled = bundledLanguages as Readonly<Record<string, LanguageInput | undefined>>;
  // Each language by itself: a grammar colours what is in another language as soon as that is loaded, so that one page's
  // code would depend on the pages before it.
  // Its other names are the same: `sh` and `bash` have one grammar, whose expressions are compiled once.
  const cores = new Map<LanguageInput, HighlighterCore>();
  const grammarOf = (language: string): LanguageInput | undefined =>
    Object.hasOwn(bundled, language) ? bundled[language] : undefined;
  return {
    coreOf(language) {
      const grammar = grammarOf(language);
      return grammar && cores.get(grammar);
    },
    async load(language) {
      const grammar = grammarOf(language);
      if (grammar === undefined || cores.has(grammar)) return;
      const langs = [grammar, ...(WITHIN[language] ?? []).flatMap((name) => grammarOf(name) ?? [])];
      cores.set(grammar, await createHighlighterCore({ themes: [theme], langs, engine, warnings: false }));
    },
  };
}

function render(core: HighlighterCore, code: string, language: string): string {
  // Not by the clock, which on a busy machine leaves a line plain that another build colours: by its length.
  const { tokens } = core.codeToTokens(code.replace(/\n$/, ""), {
    lang: language,
    theme: "handbill",
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: LONGEST_LINE,
  });
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
