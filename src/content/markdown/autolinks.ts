/** Links bare URLs, as in GFM §6.9. linkify-it alone would link more. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { urlEnd, CJK_STOPS, createWww } from "./www.js";

/**
 * An email address in GFM. It must not follow a letter, a path or a Mastodon name. The local part has at most
 * 64 characters (RFC 5321 §4.5.3.1.1).
 */
const EMAIL = String.raw`(^|[^\w.+\-/@])([a-z\d._+-]{1,64}@[\w-]+(?:\.[a-z\d][\w-]*)+(?<=[a-z])(?![\w@-]))`;

/**
 * Limits the length of bracketed and quoted parts of a path, which linkify-it searches up to the next space.
 */
const ANY_LENGTH = /(?<=\.\))[*+]/g;
const MAX_LINK = 1000;

export function useAutolinks(md: MarkdownIt): void {
  const { linkify } = md;
  /** The parts of linkify-it's expressions. They are strings, although its type declarations say RegExp. */
  const expressions = () => linkify.re as unknown as Record<string, string>;
  let http: RegExp | undefined;
  linkify.onCompile = () => {
    expressions()["tpl_email_fuzzy"] = EMAIL;
    http = undefined;
  };
  // A bare domain can also be a file name, such as README.md. GFM links `www.`.
  linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
  linkify.add("www.", {
    validate: createWww(),
    normalize: (match: { url: string }) => {
      match.url = `http://${match.url}`;
    },
  });
  // `//example.com` can be a comment or a path.
  linkify.add("//", null as never);
  // `https:` and `ftp:` use this rule too.
  linkify.add("http:", {
    validate(text: string, at: number): number {
      const { src_auth: user = "", src_host_port_strict: host = "", src_path: path = "" } = expressions();
      const parts = user.replace("[@/", `[${CJK_STOPS}@/`) + host + path.replaceAll("[><", `[><${CJK_STOPS}`);
      http ??= new RegExp(
        String.raw`\/\/${parts.replace(ANY_LENGTH, (sign) => `{${sign === "+" ? 1 : 0},${MAX_LINK}}`)}`,
        "iy",
      );
      http.lastIndex = at;
      const length = http.test(text) ? urlEnd(text, at, http.lastIndex) - at : 0;
      return length > "//".length ? length : 0;
    },
  });
}

/** Marks the links whose text is their URL. In print, the theme adds the URL after all other links. */
export function markAutolinks(tokens: readonly Token[]): void {
  for (const { children } of tokens)
    children?.forEach((token, index) => {
      if (token.type !== "link_open") return;
      const isAlone = children[index + 2]?.type === "link_close";
      if (token.info === "auto" || (isAlone && children[index + 1]?.content === token.attrGet("href")))
        token.attrJoin("class", "autolink");
    });
}
