/**
 * All changes of markdown-it at run time: faster parts with the same result. Without them, Markdown takes
 * 1.68 times as long. Without one of them: the character rules 1.19, the URL search 1.17, the line tables
 * 1.12, URLs 1.07, texts 1.06, line ends 1.05 times (`bench/README.md`).
 */

import type MarkdownIt from "markdown-it";
import type { StateCore } from "markdown-it";
import { withLines } from "./block-lines.js";
import { textRule } from "./inline-text.js";
import { skipRulesByCharacter } from "./rules-by-character.js";

/** A URL without characters to encode and without an internationalized host. */
const PLAIN_URL =
  /^(?:https?:\/\/[a-z0-9.-]+(?:[/?#][\w;,/?:@&=+$.!~*'()#-]*)?|(?!\/\/)[\w;,/?&=+$.!~*'()#-]*)$/;

/**
 * Replaces parts of markdown-it with faster ones that give the same result. Parts that a site's own plugin
 * may extend, such as rules and URL schemes, are not replaced if there is one.
 */
export function speedUp(md: MarkdownIt, hasPlugins: boolean): void {
  const { linkify, normalizeLink } = md;
  md.normalizeLink = (address) => (PLAIN_URL.test(address) ? address : normalizeLink(address));
  md.block.State = withLines(md.block.State);
  md.inline.ruler.at("text", textRule(hasPlugins));
  md.core.ruler.at("normalize", normalize);
  if (hasPlugins) return;
  const [pretest, test] = [linkify.pretest.bind(linkify), linkify.test.bind(linkify)];
  linkify.pretest = (text) => mayContainUrl(text) && pretest(text);
  linkify.test = (text) => mayContainUrl(text) && test(text);
  skipRulesByCharacter(md);
}

const WWW = /www\./i;

/** Whether a text may contain a URL or an email address. All schemes except `mailto:` have two slashes. */
function mayContainUrl(text: string): boolean {
  return text.includes("//") || text.includes("@") || WWW.test(text);
}

/**
 * The same as markdown-it's rule, which copies the text twice. Few texts contain the characters to replace.
 */
function normalize(state: StateCore): void {
  const { src } = state;
  const lines = src.includes("\r") ? src.replace(/\r\n?/g, "\n") : src;
  state.src = lines.includes("\0") ? lines.replaceAll("\0", "\ufffd") : lines;
}
