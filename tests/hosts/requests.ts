/** The table of requests that every host is asked. */

export interface HostRequest {
  /** The row of the matrix in content/docs/hosts.md. */
  readonly name: string;
  readonly path: string;
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
}

/** The hosts' own limits for compression differ; this file is above all of them. */
export const LARGE = "assets/large.css";

export const REQUESTS: readonly HostRequest[] = [
  { name: "the home page", path: "/" },
  { name: "a page", path: "/a/" },
  { name: "a page without its slash", path: "/a" },
  { name: "a page without its slash, with a query", path: "/a?x=1" },
  { name: "a page by its index file", path: "/a/index.html" },
  { name: "a page in a file", path: "/b.html" },
  { name: "a page in a file, without its ending", path: "/b" },
  { name: "a page in a file, as a folder", path: "/b/" },
  { name: "a missing page", path: "/none/" },
  { name: "a missing page without a slash", path: "/none" },
  { name: "a missing page below a page", path: "/a/none/" },
  { name: "a missing page below a folder with a 404 page of its own", path: "/deep/none/" },
  { name: "a missing file", path: "/assets/none.css" },
  { name: "a folder without a page", path: "/assets/" },
  { name: "a redirect", path: "/old/" },
  { name: "a redirect without its slash", path: "/old" },
  { name: "a redirect, asked with a query", path: "/old/?x=1" },
  { name: "a redirect to a fragment", path: "/moved/" },
  { name: "a redirect to a fragment, asked with a query", path: "/moved/?x=1" },
  { name: "a redirect to a query, asked with a query", path: "/asked/?x=1" },
  { name: "a redirect of a file", path: "/gone.html" },
  { name: "a redirect of a URL that has a file", path: "/taken.txt" },
  { name: "a redirect to another site", path: "/away/" },
  { name: "a redirect of a non-ASCII URL", path: "/alt%C3%A9/" },
  { name: "a redirect with characters that mean something to hosts", path: "/o'd$d(1)%22+;:x/" },
  { name: "a redirected folder", path: "/past/" },
  { name: "a redirected folder without its slash", path: "/past" },
  { name: "a page below a redirected folder", path: "/past/page/" },
  { name: "a file below a redirected folder, asked with a query", path: "/past/x/y.pdf?x=1" },
  { name: "a redirect of its own below a redirected folder", path: "/past/exact/" },
  { name: "a redirected folder below another", path: "/past/deep/x/" },
  { name: "a name that only starts like a redirected folder", path: "/pastry/" },
  { name: "a redirected folder that leads to one page", path: "/asks/x/" },
  { name: "a redirected folder that leads to one page, asked with a query", path: "/asks/x/?x=1" },
  { name: "a redirected folder that leads to another site", path: "/elsewhere/x/y/" },
  { name: "a non-ASCII name below a redirected folder", path: "/caf%C3%A9s/%C3%A9/" },
  { name: "a line feed below a redirected folder", path: "/past/x%0Ay/" },
  { name: "a redirected folder that leads to the root", path: "/up/a/" },
  { name: "another site's name below that folder", path: "/up//example.org/" },
  { name: "a page in a redirected folder", path: "/legacy/kept/" },
  { name: "a URL without a page in that folder", path: "/legacy/page/" },
  { name: "a non-ASCII URL", path: "/caf%C3%A9/" },
  { name: "a non-ASCII URL, without its slash", path: "/caf%C3%A9" },
  { name: "a URL with a space", path: "/two%20words/" },
  { name: "an encoded letter", path: "/%61/" },
  { name: "another letter case", path: "/A/" },
  { name: "a page with a capital letter", path: "/Capital/" },
  { name: "a file in .well-known", path: "/.well-known/security.txt" },
  { name: "a feed", path: "/feed.xml" },
  { name: "a style sheet", path: "/assets/site.css" },
  { name: "a script", path: "/assets/site.js" },
  { name: "a file with a hash in its name", path: "/assets/app.1a2b3c4d.css" },
  { name: "data", path: "/data.json" },
  { name: "a text file", path: "/robots.txt" },
  { name: "an image", path: "/picture.svg" },
  { name: "a manifest", path: "/site.webmanifest" },
  { name: "a font", path: "/font.woff2" },
  { name: "a page, by HEAD", path: "/a/", method: "HEAD" },
  { name: "a part of a file", path: "/movie.mp4", headers: { range: "bytes=2-4" } },
  { name: "a part beyond the end", path: "/movie.mp4", headers: { range: "bytes=100-" } },
  {
    name: "a file that has not changed",
    path: "/assets/site.css",
    headers: { "if-none-match": "*its own*" },
  },
  { name: "a large file, compressed", path: `/${LARGE}`, headers: { "accept-encoding": "gzip" } },
  { name: "a URL with a malformed escape", path: "/%E0%A4%A" },
];
