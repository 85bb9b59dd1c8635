/** Vercel (https://vercel.com/docs). */

import { PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { atMost, hidesFiles } from "./limits.js";
import { below, spellings } from "./paths.js";
import { singleLines } from "./rule-files.js";

const SETTINGS = "https://vercel.com/docs/redirects/configuration-redirects";

const BOTH: Behaviour = {
  ...PLAIN,
  redirects: { ...PLAIN.redirects, afterSlash: true, folders: "before files" },
  types: {
    xml: "application/xml",
    js: "application/javascript; charset=utf-8",
    mjs: "application/javascript; charset=utf-8",
  },
};
// `trailingSlash` adds a slash to every URL without an extension, before files are looked up, with 308
// (project-configuration#trailingslash).
const DIRECTORY: Behaviour = {
  ...BOTH,
  folderWithoutSlash: 308,
  slashAlways: 308,
  withoutEnding: "missing",
  fileWithSlash: "missing",
};
const FILE: Behaviour = {
  ...BOTH,
  folderWithoutSlash: "serve",
  indexByName: 308,
  indexWithoutSlash: true,
  withEnding: 308,
  fileWithSlash: "serve",
};

export const vercel: Host = {
  name: "vercel",
  title: "Vercel",
  ownFiles: ["vercel.json"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [
    { path: "vercel.json", content: `${JSON.stringify(settings(policy), undefined, 2)}\n` },
  ],
  // "Number of redirects in the array: 2,048" (vercel.com/docs/redirects/configuration-redirects, "Limits").
  check: ({ redirects, folders, headers }) => [
    ...atMost(
      "Vercel",
      2048,
      singleLines({ redirects, folders }) + folders.length,
      "redirects, with and without a slash,",
      SETTINGS,
    ),
    ...hidesFiles("Vercel", { folders }),
    ...atMost("Vercel", 2048, headers.length, "rules of headers", SETTINGS),
  ],
};

function settings({ base, style, redirects, folders, headers }: Policy): unknown {
  return {
    $schema: "https://openapi.vercel.sh/vercel.json",
    ...(style === "directory" ? { cleanUrls: false, trailingSlash: true } : { cleanUrls: true }),
    redirects: [
      ...[...redirects, ...folders.flatMap(({ own }) => own ?? [])].flatMap(({ from, to, status }) =>
        spellings(from).map((spelling) => ({
          source: pattern(below(base, spelling)),
          destination: below(base, to),
          statusCode: status,
        })),
      ),
      // A slash at the start of the rest would make it another site.
      ...folders.map(({ folder, to, keepsRest, status }) => ({
        source: `${pattern(below(base, folder))}:rest([^/].*)`,
        destination: below(base, to) + (keepsRest ? ":rest" : ""),
        statusCode: status,
      })),
    ],
    headers: headers.map(({ path, headers: values }) => ({
      source: pattern(below(base, path)),
      headers: Object.entries(values).map(([key, value]) => ({ key, value })),
    })),
  };
}

/** A path for path-to-regexp: special characters are escaped, and `/*` matches everything below. */
function pattern(path: string): string {
  return path.replace(/\/\*$/, "/").replace(/[().:*?+{}\\]/g, "\\$&") + (path.endsWith("/*") ? "(.*)" : "");
}
