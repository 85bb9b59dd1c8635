/** Azure Static Web Apps (https://learn.microsoft.com/azure/static-web-apps/configuration). */

import { diagnostic } from "../diagnostics/catalogue.js";
import { OLD_STATUS, PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { hasRule, rulesFor } from "./folder-rules.js";
import { headersFor } from "./headers.js";
import { atMost, hidesFiles, losesRest } from "./limits.js";
import { below, spellings } from "./paths.js";

const SETTINGS = "https://learn.microsoft.com/azure/static-web-apps/configuration";

// "Trailing slash" has a table for each of always, never and auto (configuration#trailing-slash). A redirect
// cannot keep the part that a wildcard matches ("Wildcard routes"), so known URLs are redirected one by one.
const BOTH: Behaviour = {
  ...PLAIN,
  redirects: {
    ...PLAIN.redirects,
    status: OLD_STATUS,
    query: "dropped",
    folders: "before files",
    rest: false,
  },
};
const DIRECTORY: Behaviour = {
  ...BOTH,
  indexByName: 301,
  withoutEnding: 301,
  withEnding: 301,
  fileWithSlash: "serve",
};
const FILE: Behaviour = { ...BOTH, indexByName: 301, withEnding: 301, fileWithSlash: 301 };

export const azure: Host = {
  name: "azure",
  title: "Azure Static Web Apps",
  ownFiles: ["staticwebapp.config.json"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [
    { path: "staticwebapp.config.json", content: `${JSON.stringify(settings(policy), undefined, 2)}\n` },
  ],
  check: ({ headers, folders }, files) => [
    ...hidesFiles("Azure Static Web Apps", { folders: folders.filter((rule) => hasRule(BOTH, rule)) }),
    ...losesRest("Azure Static Web Apps", BOTH, folders),
    // "Restrictions": 20 KB for the file.
    ...atMost(
      "Azure Static Web Apps",
      20 * 1024,
      Buffer.byteLength(files[0]?.content ?? ""),
      "bytes of staticwebapp.config.json",
      SETTINGS,
    ),
    ...headers
      .filter(({ path, own }) => own.size > 0 && /\*./.test(path))
      .map(({ path }) =>
        diagnostic(
          "host-cannot",
          {},
          `Azure Static Web Apps allows * only at the end of a path, not in ${path}.`,
          `See ${SETTINGS}.`,
        ),
      ),
  ],
};

function settings(policy: Policy): unknown {
  const { base, style, headers, hidden } = policy;
  const { redirects, folders } = rulesFor(BOTH, policy);
  const all = headers.find(({ path }) => path === "/*");
  const narrow = headers.filter((rule) => rule !== all);
  return {
    trailingSlash: style === "directory" ? "always" : "auto",
    routes: [
      ...[...redirects, ...folders.flatMap(({ own }) => own ?? [])].flatMap(({ from, to, status }) =>
        spellings(from).map((spelling) => ({
          route: below(base, spelling),
          redirect: below(base, to),
          statusCode: OLD_STATUS[status],
        })),
      ),
      // The longest folder first, because only the first matching rule applies. A folder without a rule of
      // its own is excluded from the rule of a wider folder.
      ...policy.folders
        .map((rule) => ({ rule, route: `${below(base, rule.folder)}*` }))
        .flatMap(({ rule, route }): readonly object[] => {
          if (folders.includes(rule))
            return [{ route, redirect: below(base, rule.to), statusCode: OLD_STATUS[rule.status] }];
          return folders.some(({ folder }) => rule.folder.startsWith(folder))
            ? [{ route, allowedRoles: ["anonymous"], headers: headersFor(narrow, `${rule.folder}*`) }]
            : [];
        }),
      ...hidden
        .filter((name) => name !== "staticwebapp.config.json")
        .map((name) => ({ route: `/${name}`, statusCode: 404 })),
      // The rule of an index file also applies to the URL of its folder ("Exact route"). Only the first
      // matching rule applies, so narrow rules come first, each with all of its headers.
      ...narrow
        .map((rule) => ({
          route: below(base, rule.path.replace(/\/$/, "/index.html")),
          headers: headersFor(narrow, rule.path),
        }))
        .reverse(),
    ],
    responseOverrides: { "404": { rewrite: "/404.html" } },
    ...(all !== undefined && { globalHeaders: all.headers }),
    mimeTypes: { ".webmanifest": "application/manifest+json", ".avif": "image/avif", ".md": "text/markdown" },
  };
}
