/** `robots.txt` (RFC 9309). */

import { absoluteUrl } from "./absolute-url.js";
import { made, type Generator } from "./generator.js";

/**
 * Allows everything and names the sitemap. Pages with `noindex` are not disallowed, because a crawler must
 * read a page to see it. Not made below a base path, because crawlers only read it at the root of a host (RFC
 * 9309, 2.3), or without a `url`.
 */
export const robots: Generator = {
  name: "robots",
  onOwnFile: "gives way",
  plan({ config }) {
    if (config.url === "" || config.base !== "/") return undefined;
    const content = `User-agent: *\nAllow: /\n\nSitemap: ${absoluteUrl(config, "/sitemap.xml")}\n`;
    return {
      depends: [content],
      paths: ["robots.txt"],
      make: () => made([{ path: "robots.txt", content, source: "handbill:robots" }]),
    };
  },
};
