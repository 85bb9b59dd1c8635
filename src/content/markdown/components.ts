/** Containers, code blocks with options, and inline marks. */

import type MarkdownIt from "markdown-it";
import type { StateInline } from "markdown-it";
import { renderCode } from "./code-blocks.js";
import { readFence, type CodeOptions } from "./code-fence.js";
import { useContainers } from "./container-rule.js";
import { addTitles, choiceOf, closeContainer, openContainer, type ContainerEnv } from "./containers.js";
import { foreignKeys, inlineMark, markedLength, type InlineMark } from "./inline-marks.js";
import { decoderOf, textOf } from "./plain-text.js";

interface MarkMeta {
  readonly html: string;
}

export function useComponents(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  useContainers(md);
  md.renderer.rules["container_handbill_open"] = (tokens, index, options, env: ContainerEnv, self) =>
    openContainer(
      tokens,
      index,
      env,
      ({ children }) => self.renderInline(children ?? [], options, env),
      escapeHtml,
    );
  md.renderer.rules["container_handbill_close"] = closeContainer;
  md.core.ruler.before("inline", "handbill-titles", addTitles);
  const plain = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const { language, options: code } = readFence(
      token === undefined ? "" : md.utils.unescapeAll(token.info),
    );
    const choice = choiceOf(token);
    const { title, ...untitled } = code ?? {};
    // The language without the options after it.
    if (token !== undefined && code === undefined) token.info = language;
    const highlighted =
      token === undefined || code === undefined
        ? ""
        : (md.options.highlight?.(token.content, language, "") ?? "");
    const html =
      token === undefined || code === undefined
        ? (plain?.(tokens, index, options, env, self) ?? "")
        : // If a highlighter returns the whole `<pre>`, it is used unchanged, as in markdown-it.
          highlighted.startsWith("<pre")
          ? `${highlighted}\n`
          : renderCode(
              highlighted || escapeHtml(token.content),
              language,
              choice === undefined ? code : (untitled as CodeOptions),
              escapeHtml,
            );
    return choice === undefined ? html : `${choice}<div class="panel">\n${html}</div>\n`;
  };
  useMarks(md);
  const decode = decoderOf(md);
  md.renderer.renderInlineAsText = (tokens) => textOf(tokens, { decode });
}

/** Badges, keys and highlighted text. */
function useMarks(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  const add = (name: string, sign: number, markAt: (text: string, at: number) => InlineMark | undefined) =>
    md.inline.ruler.before("link", name, (state: StateInline, silent: boolean) => {
      if (state.src.charCodeAt(state.pos) !== sign) return false;
      const mark = markAt(state.src, state.pos);
      if (mark === undefined) return false;
      if (!silent) {
        const { html, text: content } = mark;
        Object.assign(state.push("handbill_mark", "", 0), { content, meta: { html } satisfies MarkMeta });
      }
      state.pos += mark.length;
      return true;
    });
  add("handbill-marks", 0x3a, (text, at) => inlineMark(text, at, escapeHtml));
  add("foreign-keys", 0x2b, (text, at) => foreignKeys(text, at, escapeHtml));
  md.renderer.rules["handbill_mark"] = (tokens, index) => (tokens[index]?.meta as MarkMeta).html;
  md.inline.ruler.before("link", "foreign-mark", (state: StateInline, silent: boolean) => {
    const { pos, posMax } = state;
    const length = state.src.charCodeAt(pos) === 0x3d ? markedLength(state.src, pos) : 0;
    if (length === 0 || pos + length > posMax) return false;
    if (!silent) {
      state.push("mark_open", "mark", 1).markup = "==";
      Object.assign(state, { pos: pos + 2, posMax: pos + length - 2 });
      state.md.inline.tokenize(state);
      state.push("mark_close", "mark", -1).markup = "==";
    }
    Object.assign(state, { pos: pos + length, posMax });
    return true;
  });
}
