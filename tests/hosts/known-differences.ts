/**
 * Where the server that a host's makers give away differs from the host itself, as the host documents it. `preview --as`
 * follows the host. Each entry names a request of the table and says why; one that is no difference any more fails the test.
 */

import type { HostName } from "../../src/config/options.js";
import type { HostAnswer } from "./ask.js";

export interface Difference {
  readonly request: string;
  /** What is not compared; all of the answer when absent. */
  readonly only?: readonly (keyof HostAnswer)[];
  readonly why: string;
}

const of = (requests: readonly string[], why: string, only?: Difference["only"]): Difference[] =>
  requests.map((request) => ({ request, why, ...(only && { only }) }));

const AS_SENT = of(["an encoded letter"], "header rules for one URL are compared with the undecoded URL", [
  "own",
]);

export const DIFFERENCES: Readonly<Partial<Record<HostName, readonly Difference[]>>> = {
  apache: AS_SENT,
  caddy: [
    ...of(["another letter case"], "paths match in any letter case, file names do not", ["own"]),
    ...of(["another site's name below that folder"], "several slashes count as one"),
  ],
  firebase: [
    ...AS_SENT,
    ...of(
      [
        "a redirect to a fragment, asked with a query",
        "a redirected folder that leads to one page",
        "a redirected folder that leads to one page, asked with a query",
      ],
      "superstatic adds a query after the fragment",
      ["location"],
    ),
    ...of(
      ["a line feed below a redirected folder", "another site's name below that folder"],
      "the expression of a folder matches no line feed and no second slash",
    ),
    ...of(
      ["a redirect with characters that mean something to hosts"],
      "superstatic encodes the target of a redirect twice and ends a query with &",
      ["location"],
    ),
    ...of(
      ["a part of a file", "a part beyond the end"],
      "Firebase Hosting answers range requests; superstatic sends the whole file",
    ),
    ...of(["a file that has not changed"], "Firebase Hosting answers 304; superstatic sends the file again"),
    ...of(["a URL with a malformed escape"], "superstatic closes the connection"),
  ],
  vercel: [
    ...of(
      [
        "a page without its slash",
        "a page without its slash, with a query",
        "a page in a file, without its ending",
        "a missing page without a slash",
        "a redirect without its slash",
        "a non-ASCII URL, without its slash",
        "a redirected folder without its slash",
      ],
      "Vercel adds the slash with 308 and keeps the query; serve-handler answers 301 and drops it",
    ),
    ...of(
      [
        "a redirect, asked with a query",
        "a redirect to a query, asked with a query",
        "a redirect to a fragment, asked with a query",
        "a redirected folder that leads to one page, asked with a query",
      ],
      "Vercel keeps the query; serve-handler drops it",
      ["location"],
    ),
    ...of(
      [
        "a page below a redirected folder",
        "a file below a redirected folder, asked with a query",
        "a redirected folder that leads to another site",
        "a redirected folder that leads to the root",
        "a page in a redirected folder",
        "a URL without a page in that folder",
      ],
      "serve-handler removes the last slash of the rest and encodes the others",
      ["location"],
    ),
    ...of(
      ["a line feed below a redirected folder", "another site's name below that folder"],
      "the pattern of a folder matches no line feed and no second slash",
    ),
    ...of(["a large file, compressed"], "Vercel compresses text; serve-handler does not", ["encoding"]),
    ...of(
      ["a page", "a page, by HEAD", "an encoded letter"],
      "serve-handler compares header rules for one URL with the file path",
      ["own"],
    ),
    ...of(
      ["a page in a file, as a folder"],
      "serve-handler finds b.html for /b/; Vercel does so only with cleanUrls",
    ),
    ...of(
      ["a redirect with characters that mean something to hosts"],
      "serve-handler supports no escapes in patterns",
    ),
    ...of(
      ["a redirect of a non-ASCII URL", "a non-ASCII name below a redirected folder"],
      "serve-handler compares the decoded URL with the encoded rule",
    ),
    ...of(["a file in .well-known"], "patterns of serve-handler match no names with a dot", [
      "cache",
      "policy",
    ]),
  ],
  s3: [
    ...of(["a part beyond the end"], "S3 answers 416; s3rver sends the 404 page"),
    ...of(["a redirected folder that leads to the root"], "s3rver ignores an empty prefix", ["location"]),
    ...of(["a line feed below a redirected folder"], "s3rver sends no target", ["location"]),
    ...of(["another site's name below that folder"], "s3rver reads two slashes as the start of a host name"),
  ],
  cloudfront: [
    ...AS_SENT,
    ...of(
      ["a page by its index file"],
      "the response function cannot distinguish it from the URL of the page",
      ["own"],
    ),
  ],
  cloudflare: [
    ...AS_SENT,
    ...of(
      ["a part of a file", "a part beyond the end"],
      "wrangler sends no cache headers for a range request",
      ["cache"],
    ),
  ],
  netlify: [
    ...AS_SENT,
    ...of(
      ["a page without its slash", "a page without its slash, with a query"],
      "Netlify treats both URLs as one and sends the headers of one for the other",
      ["own"],
    ),
    ...of(
      [
        "a redirect of a non-ASCII URL",
        "a redirect with characters that mean something to hosts",
        "a non-ASCII name below a redirected folder",
      ],
      "netlify dev compares the decoded URL with the encoded rule that the documentation asks for",
    ),
    ...of(["a line feed below a redirected folder"], "netlify dev finds no rule for a URL with a line feed"),
    ...of(["a large file, compressed"], "Netlify compresses text; netlify dev does not", ["encoding"]),
    ...of(["a URL with a malformed escape"], "netlify dev closes the connection"),
  ],
};

/** What `netlify dev` replaces on every file, as nothing is to be kept while one works. */
export const UNCOMPARED: Readonly<Partial<Record<HostName, readonly (keyof HostAnswer)[]>>> = {
  netlify: ["cache"],
};
