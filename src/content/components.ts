/** Containers, code blocks with options, and marks in a line. */

import type MarkdownIt from "markdown-it";
import type { StateInline } from "markdown-it";
import { readFence, renderCode, type CodeOptions } from "./code-blocks.js";
import { useContainers } from "./container-rule.js";
import { addTitles, choiceOf, closeContainer, openContainer, type ContainerEnv } from "./containers.js";
import { inlineMark } from "./inline-marks.js";
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
    // What follows the language is no part of its name.
    if (token !== undefined && code === undefined) token.info = language;
    const html =
      token === undefined || code === undefined
        ? (plain?.(tokens, index, options, env, self) ?? "")
        : renderCode(
            (md.options.highlight?.(token.content, language, "") ?? "") || escapeHtml(token.content),
            language,
            choice === undefined ? code : (untitled as CodeOptions),
            escapeHtml,
          );
    return choice === undefined ? html : `${choice}<div class="panel">\n${html}</div>\n`;
  };
  md.inline.ruler.before("link", "handbill-marks", (state: StateInline, silent: boolean) => {
    if (state.src.charCodeAt(state.pos) !== 0x3a) return false;
    const mark = inlineMark(state.src, state.pos, escapeHtml);
    if (mark === undefined) return false;
    if (!silent) {
      const { html, text: content } = mark;
      Object.assign(state.push("handbill_mark", "", 0), { content, meta: { html } satisfies MarkMeta });
    }
    state.pos += mark.length;
    return true;
  });
  md.renderer.rules["handbill_mark"] = (tokens, index) => (tokens[index]?.meta as MarkMeta).html;
  const decode = decoderOf(md);
  md.renderer.renderInlineAsText = (tokens) => textOf(tokens, { decode });
}
