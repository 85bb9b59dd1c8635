/** Reports files that a page of an `https:` site loads over `http:`. */

import { replaceCandidates } from "../../content/html/scan.js";
import { valueOf, type HtmlRule } from "./rule.js";

/**
 * Attributes with a file that a browser loads with the page, by element (HTML Living Standard). Links are not
 * loaded.
 */
const LOADS: Readonly<Record<string, readonly string[]>> = {
  img: ["src"],
  script: ["src"],
  iframe: ["src"],
  embed: ["src"],
  source: ["src"],
  audio: ["src"],
  video: ["src", "poster"],
  track: ["src"],
  object: ["data"],
  form: ["action"],
};

/** Relations of `<link>` for which a browser loads the file. */
const LOADED = /(?:^|\s)(?:stylesheet|icon|apple-touch-icon|preload|modulepreload|manifest)(?:\s|$)/i;

export const insecureUrls: HtmlRule = {
  name: "insecure-urls",
  code: "insecure-url",
  find({ html, tags, isHttps }, report) {
    if (!isHttps || !/http:/i.test(html)) return;
    for (const tag of tags) {
      if (tag.closing) continue;
      const isLink = tag.name === "link" && LOADED.test(valueOf(tag, "rel") ?? "");
      const names = isLink ? ["href"] : (LOADS[tag.name] ?? []);
      for (const { name, value } of tag.attributes) {
        const urls: string[] = names.includes(name) ? [value] : [];
        if (name === "srcset") replaceCandidates(value, (url) => (urls.push(url), url));
        const url = urls.find(isInsecure);
        if (url !== undefined) report(tag, url.trim());
      }
    }
  },
  describe: ({ about }) => [
    `The page loads ${about} over \`http:\`, but the site is served over \`https:\`: browsers ` +
      "block it or warn.",
    `Write ${about.replace(/^http:/i, "https:")}, or copy the file into public/.`,
  ],
};

/** This machine itself is as secure over `http:` (Secure Contexts, 3.1). */
function isInsecure(url: string): boolean {
  return (
    /^\s*http:\/\//i.test(url) && !/^\s*http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|\s*$)/i.test(url)
  );
}
