/** Firebase Hosting (https://firebase.google.com/docs/hosting/full-config). */

import { OLD_STATUS, PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { below, decodePath, spellings } from "./paths.js";

const BOTH: Behaviour = { ...PLAIN, redirects: { ...PLAIN.redirects, status: OLD_STATUS } };
const DIRECTORY: Behaviour = { ...BOTH, withoutEnding: "missing" };
const FILE: Behaviour = { ...BOTH, folderWithoutSlash: "serve", indexByName: 301, withEnding: 301 };

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
    redirects: redirects.flatMap(({ from, to, status }) => spellings(from).map((spelling) => ({ source: glob(below(base, spelling)), destination: below(base, to), type: OLD_STATUS[status] }))),
    headers: headers.map(({ path, headers: values }) => ({ source: path.endsWith("/*") ? `${glob(below(base, path.slice(0, -1)))}**` : glob(below(base, path)), headers: Object.entries(values).map(([key, value]) => ({ key, value })) })),
  };
}

/** A decoded path as a glob: what means something there matches one character of any kind. */
function glob(path: string): string {
  return (decodePath(path) ?? path).replace(/[*?[\]{}()!+@|\\]/g, "?");
}
