/** `robots.txt` (RFC 9309). */

import { absoluteUrl } from "./absolute-url.js";
import { made, type Generator } from "./generator.js";

/**
 * Everything may be read, and the sitemap is there. Pages with `noindex` are not forbidden: who may not read
 * a page does not learn that it says so. Not made below a base path, as it is only read at the root of a host
 * (RFC 9309, 2.3), nor for a site without a `url`.
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
