/** Addresses that are links wherever they stand, as in GFM §6.9, and in fewer places than linkify-it finds them. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { addressEnd, CJK_STOPS, createWww } from "./www.js";

/** An email address as GFM has it; what stands before it is none of its letters, no part of a path, and no other `@`, as in names of Mastodon. RFC 5321 §4.5.3.1.1 has 64 for its first part. */
const EMAIL = String.raw`(^|[^\w.+\-/@])([a-z\d._+-]{1,64}@[\w-]+(?:\.[a-z\d][\w-]*)+(?<=[a-z])(?![\w@-]))`;

/** What stands in a pair of brackets or quotes in a path, which linkify-it looks for as far as there is no space: it may have so many characters. */
const ANY_LENGTH = /(?<=\.\))[*+]/g;
const MAX_LINK = 1000;

export function useAutolinks(md: MarkdownIt): void {
  const { linkify } = md;
  /** The parts of linkify-it's expressions, which its declarations have for expressions themselves. */
  const expressions = () => linkify.re as unknown as Record<string, string>;
  let http: RegExp | undefined;
  linkify.onCompile = () => {
    expressions()["tpl_email_fuzzy"] = EMAIL;
    http = undefined;
  };
  // A bare domain is as often a file name (README.md) as an address; `www.` is an address in GFM.
  linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
  linkify.add("www.", {
    validate: createWww(),
    normalize: (match: { url: string }) => {
      match.url = `http://${match.url}`;
    },
  });
  // `//example.com` is a comment, or a path.
  linkify.add("//", null as never);
  // Those of `https:` and `ftp:` are the same.
  linkify.add("http:", {
    validate(text: string, at: number): number {
      const { src_auth: user = "", src_host_port_strict: host = "", src_path: path = "" } = expressions();
      const parts = user.replace("[@/", `[${CJK_STOPS}@/`) + host + path.replaceAll("[><", `[><${CJK_STOPS}`);
      http ??= new RegExp(
        String.raw`\/\/${parts.replace(ANY_LENGTH, (sign) => `{${sign === "+" ? 1 : 0},${MAX_LINK}}`)}`,
        "iy",
      );
      http.lastIndex = at;
      const length = http.test(text) ? addressEnd(text, at, http.lastIndex) - at : 0;
      return length > "//".length ? length : 0;
    },
  });
}

/** Marks the links whose text is their URL: on paper, the theme writes the URL of each other link behind it. */
export function markAutolinks(tokens: readonly Token[]): void {
  for (const { children } of tokens)
    children?.forEach((token, index) => {
      if (token.type !== "link_open") return;
      const isAlone = children[index + 2]?.type === "link_close";
      if (token.info === "auto" || (isAlone && children[index + 1]?.content === token.attrGet("href")))
        token.attrJoin("class", "autolink");
    });
}
