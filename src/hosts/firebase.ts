/** Firebase Hosting (https://firebase.google.com/docs/hosting/full-config). */

import { OLD_STATUS, PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { below, decodePath, spellings } from "./paths.js";

const BOTH: Behaviour = {
  ...PLAIN,
  redirects: { ...PLAIN.redirects, status: OLD_STATUS },
  types: { xml: "application/xml", js: "application/javascript; charset=utf-8", mjs: "application/javascript; charset=utf-8" },
};
const DIRECTORY: Behaviour = { ...BOTH, withoutEnding: "missing" };
const FILE: Behaviour = { ...BOTH, folderWithoutSlash: "serve", indexByName: 301, indexWithoutSlash: true, withEnding: 301 };

export const firebase: Host = {
  name: "firebase",
  title: "Firebase Hosting",
  ownFiles: ["firebase.json"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [{ path: "firebase.json", content: `${JSON.stringify({ hosting: settings(policy) }, undefined, 2)}\n` }],
  check: () => [],
};

function settings({ base, style, redirects, headers, hidden }: Policy): unknown {
  return {
    // Relative to this file: `firebase deploy --config _site/firebase.json`.
    public: ".",
    ignore: hidden,
    ...(style === "file" && { cleanUrls: true }),
    redirects: redirects.flatMap(({ from, to, status }) => spellings(from).map((spelling) => ({ regex: pattern(below(base, spelling)), destination: decoded(below(base, to)), type: OLD_STATUS[status] }))),
    headers: headers.map(({ path, headers: values }) => ({ regex: pattern(below(base, path)), headers: Object.entries(values).map(([key, value]) => ({ key, value })) })),
  };
}

/** A path as a regular expression (RE2). Globs are not used: they leave out what starts with a dot, such as `.well-known`. */
function pattern(path: string): string {
  const escaped = (decodePath(path.replace(/\/\*$/, "/")) ?? path).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `^${escaped}${path.endsWith("/*") ? ".*" : "$"}`;
}

/** It encodes where a redirect leads by itself. */
function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
