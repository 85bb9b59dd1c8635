/** Azure Static Web Apps (https://learn.microsoft.com/azure/static-web-apps/configuration). */

import { diagnostic } from "../diagnostics.js";
import { OLD_STATUS, PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { headersFor } from "./headers.js";
import { atMost } from "./limits.js";
import { below, spellings } from "./paths.js";

const SETTINGS = "https://learn.microsoft.com/azure/static-web-apps/configuration";

// "Trailing slash" has a table for each of always, never and auto (configuration#trailing-slash).
const BOTH: Behaviour = { ...PLAIN, redirects: { ...PLAIN.redirects, status: OLD_STATUS, query: "dropped" } };
const DIRECTORY: Behaviour = { ...BOTH, indexByName: 301, withoutEnding: 301, withEnding: 301, fileWithSlash: "serve" };
const FILE: Behaviour = { ...BOTH, indexByName: 301, withEnding: 301, fileWithSlash: 301 };

export const azure: Host = {
  name: "azure",
  title: "Azure Static Web Apps",
  ownFiles: ["staticwebapp.config.json"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [{ path: "staticwebapp.config.json", content: `${JSON.stringify(settings(policy), undefined, 2)}\n` }],
  check: ({ headers }, files) => [
    // "Restrictions": 20 KB for the file.
    ...atMost("Azure Static Web Apps", 20 * 1024, Buffer.byteLength(files[0]?.content ?? ""), "bytes of staticwebapp.config.json", SETTINGS),
    ...headers.filter(({ path, isOwn }) => isOwn && /\*./.test(path)).map(({ path }) => diagnostic("host-cannot", {}, `Azure Static Web Apps takes * at the end of a path alone, not in ${path}.`, `See ${SETTINGS}.`)),
  ],
};

function settings({ base, style, redirects, headers, hidden }: Policy): unknown {
  const all = headers.find(({ path }) => path === "/*");
  const narrow = headers.filter((rule) => rule !== all);
  return {
    trailingSlash: style === "directory" ? "always" : "auto",
    routes: [
      ...redirects.flatMap(({ from, to, status }) => spellings(from).map((spelling) => ({ route: below(base, spelling), redirect: below(base, to), statusCode: OLD_STATUS[status] }))),
      ...hidden.filter((name) => name !== "staticwebapp.config.json").map((name) => ({ route: `/${name}`, statusCode: 404 })),
      // The rule of an index file is that of its folder's address, too ("Exact route"). The first rule that covers an address is the only one: the narrow ones come first, each with all of its headers.
      ...narrow.map((rule) => ({ route: below(base, rule.path.replace(/\/$/, "/index.html")), headers: headersFor(narrow, rule.path) })).reverse(),
    ],
    responseOverrides: { "404": { rewrite: "/404.html" } },
    ...(all !== undefined && { globalHeaders: all.headers }),
    mimeTypes: { ".webmanifest": "application/manifest+json", ".avif": "image/avif", ".md": "text/markdown" },
  };
}
