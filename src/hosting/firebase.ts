/** Firebase Hosting (https://firebase.google.com/docs/hosting/full-config). */

import { decodePath, decodeUrl } from "../utils/percent.js";
import { OLD_STATUS, PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { hidesFiles } from "./limits.js";
import { below, spellings } from "./paths.js";

const BOTH: Behaviour = {
  ...PLAIN,
  // "Hosting priority order": redirects come before files (docs/hosting/full-config#hosting_priority_order).
  redirects: { ...PLAIN.redirects, status: OLD_STATUS, folders: "before files" },
  types: {
    xml: "application/xml",
    js: "application/javascript; charset=utf-8",
    mjs: "application/javascript; charset=utf-8",
  },
};
const DIRECTORY: Behaviour = { ...BOTH, withoutEnding: "missing" };
const FILE: Behaviour = {
  ...BOTH,
  folderWithoutSlash: "serve",
  indexByName: 301,
  indexWithoutSlash: true,
  withEnding: 301,
};

export const firebase: Host = {
  name: "firebase",
  title: "Firebase Hosting",
  ownFiles: ["firebase.json"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [
    { path: "firebase.json", content: `${JSON.stringify({ hosting: settings(policy) }, undefined, 2)}\n` },
  ],
  check: (policy) => hidesFiles("Firebase Hosting", policy),
};

function settings({ base, style, redirects, folders, headers, hidden }: Policy): unknown {
  return {
    // Relative to this file: `firebase deploy --config _site/firebase.json`.
    public: ".",
    ignore: hidden,
    ...(style === "file" && { cleanUrls: true }),
    redirects: [
      ...[...redirects, ...folders.flatMap(({ own }) => own ?? [])].flatMap(({ from, to, status }) =>
        spellings(from).map((spelling) => ({
          regex: pattern(below(base, spelling)),
          destination: decodeUrl(below(base, to)),
          type: OLD_STATUS[status],
        })),
      ),
      // A slash at the start of the rest would make it another site.
      ...folders.map(({ folder, to, keepsRest, status }) => ({
        regex: `${pattern(below(base, folder)).slice(0, -1)}(?P<rest>[^/].*)$`,
        destination: decodeUrl(below(base, to)) + (keepsRest ? ":rest" : ""),
        type: OLD_STATUS[status],
      })),
    ],
    headers: headers.map(({ path, headers: values }) => ({
      regex: pattern(below(base, path)),
      headers: Object.entries(values).map(([key, value]) => ({ key, value })),
    })),
  };
}

/**
 * A path as a regular expression (RE2). Globs do not match names that start with a dot, such as
 * `.well-known`.
 */
function pattern(path: string): string {
  const escaped = (decodePath(path.replace(/\/\*$/, "/")) ?? path).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `^${escaped}${path.endsWith("/*") ? ".*" : "$"}`;
}
