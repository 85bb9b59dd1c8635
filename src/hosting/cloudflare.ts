/** Cloudflare Pages (https://developers.cloudflare.com/pages). */

import { diagnostic } from "../diagnostics/catalogue.js";
import { always, PLAIN, type Host } from "./host.js";
import { atMost, hidesFiles } from "./limits.js";
import {
  folderLineCount,
  headersFile,
  overlaps,
  redirectsFile,
  singleLines,
  withoutOverlap,
} from "./rule-files.js";

const REDIRECTS = "https://developers.cloudflare.com/pages/configuration/redirects/";
const HEADERS = "https://developers.cloudflare.com/pages/configuration/headers/";

export const cloudflare: Host = {
  name: "cloudflare",
  title: "Cloudflare Pages",
  ownFiles: ["_redirects", "_headers"],
  behaviour: always({
    ...PLAIN,
    // Each page has one URL, and the others redirect to it (pages/configuration/serving-pages, "Route
    // matching").
    folderWithoutSlash: 308,
    indexByName: 308,
    withEnding: 308,
    fileWithSlash: 308,
    // The nearest 404.html in the folder or its parents (the same page, "Not Found behavior").
    missingPage: "nearest",
    missingHeaders: { "Cache-Control": "no-store" },
    malformed: 404,
    // "Redirects are always followed, regardless of whether or not an asset matches"
    // (pages/configuration/redirects).
    redirects: { ...PLAIN.redirects, query: "unless its own", folders: "before files" },
    ranges: false,
    types: {
      xml: "application/xml",
      js: "application/javascript",
      mjs: "application/javascript",
      json: "application/json",
      map: "application/json",
      webmanifest: "application/manifest+json",
    },
  }),
  files: (policy) => [
    { path: "_redirects", content: redirectsFile(policy) },
    { path: "_headers", content: headersFile(policy) },
  ],
  check: (policy, files) => {
    const lines = files.flatMap(({ content }) => content.split("\n"));
    const long = lines.find((line) => line.length > (line.startsWith(" ") ? 2000 : 1000));
    return [
      ...atMost("Cloudflare Pages", 2000, singleLines(policy), "lines of redirects", REDIRECTS),
      ...atMost("Cloudflare Pages", 100, folderLineCount(policy), "lines of redirects of folders", REDIRECTS),
      ...hidesFiles("Cloudflare Pages", policy),
      ...atMost("Cloudflare Pages", 100, withoutOverlap(policy.headers).length, "rules of headers", HEADERS),
      ...(long === undefined
        ? []
        : [
            diagnostic(
              "host-limit",
              {},
              "Cloudflare Pages allows 1,000 characters a line in _redirects and 2,000 in " +
                `_headers, but one line has ${long.length.toLocaleString("en")}: ` +
                `${long.trim().slice(0, 60)}…`,
              `See ${HEADERS}.`,
            ),
          ]),
      ...overlaps(policy.headers).map(({ path, name }) =>
        diagnostic(
          "host-cannot",
          {},
          `Two rules of \`headers\` set ${name} for ${path}, and Cloudflare Pages joins their values.`,
          "Write rules that do not match the same URLs.",
        ),
      ),
    ];
  },
};
