/** Netlify (https://docs.netlify.com). */

import { diagnostic } from "../diagnostics/catalogue.js";
import { always, PLAIN, type Host } from "./host.js";
import { atMost } from "./limits.js";
import { headersFile, overlaps, redirectsFile } from "./rule-files.js";

export const netlify: Host = {
  name: "netlify",
  title: "Netlify",
  ownFiles: ["_redirects", "_headers"],
  behaviour: always({
    ...PLAIN,
    // "Trailing slash": the CDN treats /a and /a/ as one URL
    // (docs.netlify.com/routing/redirects/redirect-options).
    folderWithoutSlash: "serve",
    fileWithSlash: "serve",
    // A file wins over a rule unless the rule is forced (docs.netlify.com/routing/redirects/rewrites-proxies,
    // "Shadowing").
    redirects: { ...PLAIN.redirects, winOverFiles: false, query: "unless its own" },
    ranges: false,
    types: {
      xml: "application/xml",
      js: "application/javascript; charset=utf-8",
      mjs: "application/javascript; charset=utf-8",
      webmanifest: "application/manifest+json",
    },
  }),
  files: (policy) => [
    { path: "_redirects", content: redirectsFile(policy) },
    { path: "_headers", content: headersFile(policy) },
  ],
  check: ({ redirects, folders, headers }) => [
    // "10,000 redirects or more": Netlify asks to use patterns (docs.netlify.com/routing/redirects).
    ...atMost(
      "Netlify",
      10_000,
      redirects.length + folders.length,
      "redirects",
      "https://docs.netlify.com/routing/redirects/",
    ),
    ...overlaps(headers).map(({ path, name }) =>
      diagnostic(
        "host-cannot",
        {},
        `Two rules of \`headers\` set ${name} for ${path}, and Netlify joins their values.`,
        "Write rules that do not match the same URLs.",
      ),
    ),
  ],
};
