/** What markdown-it does for every text and every address, done for less. */

import type MarkdownIt from "markdown-it";

/** Nothing in such an address is to be encoded, and its host is no name in another script. */
const PLAIN_ADDRESS = /^(?:https?:\/\/[a-z0-9.-]+(?:[/?#][\w;,/?:@&=+$.!~*'()#-]*)?|(?!\/\/)[\w;,/?&=+$.!~*'()#-]*)$/;

/**
 * Two questions that markdown-it asks of every text and every address, with answers that cost less for nearly all of
 * them. A site's own plugin may add schemes: then only what holds no colon needs no second look.
 */
export function speedUp(md: MarkdownIt, hasPlugins: boolean): void {
  const { linkify } = md;
  const pretest = linkify.pretest.bind(linkify);
  const hint = hasPlugins ? /:|@|www\./i : /\/\/|mailto:|@|www\./i;
  linkify.pretest = (text) => hint.test(text) && pretest(text);
  const { normalizeLink } = md;
  md.normalizeLink = (address) => (PLAIN_ADDRESS.test(address) ? address : normalizeLink(address));
}
