/** What markdown-it does for every text, every line and every address, done for less. */

import type MarkdownIt from "markdown-it";
import type { StateCore } from "markdown-it";
import { withLines } from "./block-lines.js";
import { textRule } from "./inline-text.js";
import { askByCharacter } from "./rules-by-character.js";

/** Nothing in such an address is to be encoded, and its host is no name in another script. */
const PLAIN_ADDRESS =
  /^(?:https?:\/\/[a-z0-9.-]+(?:[/?#][\w;,/?:@&=+$.!~*'()#-]*)?|(?!\/\/)[\w;,/?&=+$.!~*'()#-]*)$/;

/**
 * Puts parts in place of markdown-it's that give the same for less. A site's own plugin comes after and may put in
 * others; what it may add to, rules and schemes of addresses, is then left to markdown-it.
 */
export function speedUp(md: MarkdownIt, hasPlugins: boolean): void {
  const { linkify, normalizeLink } = md;
  md.normalizeLink = (address) => (PLAIN_ADDRESS.test(address) ? address : normalizeLink(address));
  md.block.State = withLines(md.block.State);
  md.inline.ruler.at("text", textRule(hasPlugins));
  md.core.ruler.at("normalize", normalize);
  if (hasPlugins) return;
  const [pretest, test] = [linkify.pretest.bind(linkify), linkify.test.bind(linkify)];
  linkify.pretest = (text) => mayHoldAddress(text) && pretest(text);
  linkify.test = (text) => mayHoldAddress(text) && test(text);
  askByCharacter(md);
}

const WWW = /www\./i;

/** Whether a text may hold an address: every scheme but `mailto:` has two slashes, and an email address has its sign. */
function mayHoldAddress(text: string): boolean {
  return text.includes("//") || text.includes("@") || WWW.test(text);
}

/** Does what markdown-it's rule does, which copies the text twice; hardly one holds what it replaces. */
function normalize(state: StateCore): void {
  const { src } = state;
  const lines = src.includes("\r") ? src.replace(/\r\n?/g, "\n") : src;
  state.src = lines.includes("\0") ? lines.replaceAll("\0", "\ufffd") : lines;
}
