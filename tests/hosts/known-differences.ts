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

const AS_SENT = of(
  ["an encoded letter"],
  "the headers of one address are compared with the address as it was sent",
  ["own"],
);

export const DIFFERENCES: Readonly<Partial<Record<HostName, readonly Difference[]>>> = {
  apache: AS_SENT,
  caddy: [
    ...of(["another letter case"], "paths are compared without their letter case, files with it", ["own"]),
    ...of(["another site's name below that folder"], "slashes in a row are one"),
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
      "the expression of a folder stands for no line feed and no second slash",
    ),
    ...of(
      ["a redirect with characters that mean something to hosts"],
      "superstatic encodes where a redirect leads once more, and ends a query with &",
      ["location"],
    ),
    ...of(
      ["a part of a file", "a part beyond the end"],
      "Firebase Hosting sends parts; superstatic sends the whole file",
    ),
    ...of(["a file that has not changed"], "Firebase Hosting answers 304; superstatic sends the file again"),
    ...of(["an address with a malformed escape"], "superstatic ends the connection"),
  ],
  vercel: [
    ...of(
      [
        "a page without its slash",
        "a page without its slash, with a query",
        "a page in a file, without its ending",
        "a missing page without a slash",
        "a redirect without its slash",
        "a non-ASCII address, without its slash",
        "a redirected folder without its slash",
      ],
      "Vercel adds the slash with 308 and keeps the query; serve-handler has 301 and drops it",
    ),
    ...of(
      [
        "a redirect, asked with a query",
        "a redirect to a query, asked with a query",
        "a redirect to a fragment, asked with a query",
        "a redirected folder that leads to one page, asked with a query",
      ],
      "Vercel hands the query on; serve-handler drops it",
      ["location"],
    ),
    ...of(
      [
        "a page below a redirected folder",
        "a file below a redirected folder, asked with a query",
        "a redirected folder that leads to another site",
        "a redirected folder that leads to the root",
        "a page in a redirected folder",
        "an address without a page in that folder",
      ],
      "serve-handler takes the last slash from what it keeps of an address, and encodes the others",
      ["location"],
    ),
    ...of(
      ["a line feed below a redirected folder", "another site's name below that folder"],
      "the pattern of a folder stands for no line feed and no second slash",
    ),
    ...of(["a large file, compressed"], "Vercel compresses texts; serve-handler leaves that to others", [
      "encoding",
    ]),
    ...of(
      ["a page", "a page, by HEAD", "an encoded letter"],
      "serve-handler compares the headers of one address with the file's path",
      ["own"],
    ),
    ...of(
      ["a page in a file, as a folder"],
      "serve-handler finds b.html for /b/; Vercel does so with cleanUrls alone",
    ),
    ...of(
      ["a redirect with characters that mean something to hosts"],
      "serve-handler knows no escape in its patterns",
    ),
    ...of(
      ["a redirect of a non-ASCII address", "a non-ASCII name below a redirected folder"],
      "serve-handler compares the decoded address with the encoded rule",
    ),
    ...of(["a file in .well-known"], "the patterns of serve-handler leave out names with a dot", [
      "cache",
      "policy",
    ]),
  ],
  s3: [
    ...of(
      ["a part beyond the end"],
      "S3 answers 416; s3rver has no such part and sends the page of missing ones",
    ),
    ...of(["a redirected folder that leads to the root"], "s3rver takes an empty prefix for none", [
      "location",
    ]),
    ...of(["a line feed below a redirected folder"], "s3rver leaves out where that leads", ["location"]),
    ...of(["another site's name below that folder"], "s3rver takes two slashes for the start of a host"),
  ],
  cloudfront: [
    ...AS_SENT,
    ...of(
      ["a page by its index file"],
      "the function for answers cannot tell it from the page's own address",
      ["own"],
    ),
  ],
  cloudflare: [
    ...AS_SENT,
    ...of(
      ["a part of a file", "a part beyond the end"],
      "wrangler leaves the headers for caches out when a part is asked for",
      ["cache"],
    ),
  ],
  netlify: [
    ...AS_SENT,
    ...of(
      ["a page without its slash", "a page without its slash, with a query"],
      "Netlify takes both addresses for one, and the headers of one for those of the other",
      ["own"],
    ),
    ...of(
      [
        "a redirect of a non-ASCII address",
        "a redirect with characters that mean something to hosts",
        "a non-ASCII name below a redirected folder",
      ],
      "netlify dev compares the decoded address with the encoded rule, which the documentation asks for",
    ),
    ...of(
      ["a line feed below a redirected folder"],
      "netlify dev finds no rule for an address with a line feed",
    ),
    ...of(["a large file, compressed"], "Netlify compresses texts; netlify dev does not", ["encoding"]),
    ...of(["an address with a malformed escape"], "netlify dev ends the connection"),
  ],
};

/** What `netlify dev` replaces on every file, as nothing is to be kept while one works. */
export const UNCOMPARED: Readonly<Partial<Record<HostName, readonly (keyof HostAnswer)[]>>> = {
  netlify: ["cache"],
};
