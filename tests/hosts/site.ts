/** The site of the table, as a folder for one host. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { headerRules } from "../../src/hosting/headers.js";
import type { Host, Policy } from "../../src/hosting/host.js";
import { redirectFile, redirectPage } from "../../src/hosting/redirect-page.js";
import { folderRules, pagesFor } from "../../src/hosting/folder-rules.js";
import type { FolderRedirect, Redirect } from "../../src/model/redirect.js";
import { longestFirst } from "../../src/site/redirects/folder-redirects.js";
import { LARGE } from "./requests.js";

const page = (title: string): string =>
  `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}` +
  `</title></head><body><h1>${title}</h1></body></html>\n`;

/** Every file says its own name, so that an answer tells which file it is. */
export const FILES: Readonly<Record<string, string>> = {
  "index.html": page("index.html"),
  "a/index.html": page("a/index.html"),
  "b.html": page("b.html"),
  "404.html": page("404.html"),
  "café/index.html": page("café/index.html"),
  "two words/index.html": page("two words/index.html"),
  "Capital/index.html": page("Capital/index.html"),
  "deep/index.html": page("deep/index.html"),
  "deep/404.html": page("deep/404.html"),
  "taken.txt": "taken.txt\n",
  ".well-known/security.txt": "Contact: .well-known/security.txt\n",
  "feed.xml": '<?xml version="1.0"?>\n<feed>feed.xml</feed>\n',
  "assets/site.css": "/* assets/site.css */\n",
  "assets/site.js": "// assets/site.js\n",
  "assets/app.1a2b3c4d.css": "/* assets/app.1a2b3c4d.css */\n",
  [LARGE]: `/* ${LARGE} */\n${"a { color: red }\n".repeat(1000)}`,
  "data.json": '{"name":"data.json"}\n',
  "robots.txt": "# robots.txt\n",
  "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>picture.svg</title></svg>\n',
  "site.webmanifest": '{"name":"site.webmanifest"}\n',
  "font.woff2": "font.woff2",
  "legacy/index.html": page("legacy/index.html"),
  "legacy/kept/index.html": page("legacy/kept/index.html"),
  "new/index.html": page("new/index.html"),
  "new/page/index.html": page("new/page/index.html"),
  "movie.mp4": "0123456789 movie.mp4",
};

const redirect = (from: string, to: string, status: Redirect["status"] = 301): Redirect => ({
  from,
  to,
  status,
  file: ".eleventy.ts",
  line: 1,
  column: 1,
  length: 1,
});

export const REDIRECTS: readonly Redirect[] = [
  redirect("/old/", "/a/"),
  redirect("/moved/", "/a/#part", 302),
  redirect("/asked/", "/a/?from=old"),
  redirect("/gone.html", "/b.html"),
  redirect("/away/", "https://example.org/", 308),
  redirect("/alt%C3%A9/", "/caf%C3%A9/"),
  redirect("/taken.txt", "/a/"),
  redirect("/past/exact/", "/b.html"),
  redirect("/o'd$d(1)%22+;:x/", "/a/?p=%241&q=100%25"),
];

const folder = (
  from: string,
  to: string,
  keepsRest: boolean,
  status: Redirect["status"] = 301,
): FolderRedirect => ({
  folder: from,
  to,
  keepsRest,
  status,
  file: ".eleventy.ts",
  line: 1,
  column: 1,
  length: 1,
});

export const FOLDERS: readonly FolderRedirect[] = longestFirst([
  folder("/past/", "/new/", true),
  folder("/past/deep/", "/a/", false, 302),
  folder("/asks/", "/a/?from=folder#part", false),
  folder("/elsewhere/", "https://example.org/there/", true),
  folder("/caf%C3%A9s/", "/new/", true),
  folder("/up/", "/", true),
  folder("/legacy/", "/new/", true),
]);

export function policyOf(host: Host, base = "/", style: Policy["style"] = "directory"): Policy {
  return {
    base,
    style,
    redirects: REDIRECTS,
    folders: folderRules({
      style,
      redirects: REDIRECTS,
      folders: FOLDERS,
      files: new Set(Object.keys(FILES)),
    }),
    headers: headerRules({
      options: { "/a/": { "X-Own": "one page, 100%" } },
      sources: new Map(),
      url: "https://acme.example",
      files: Object.keys(FILES),
    }),
    domain: "acme.example",
    hidden: host.ownFiles.filter((name) => name !== "CNAME" && name !== ".nojekyll"),
  };
}

/** The files of the site with those for the host. */
export function filesFor(host: Host, policy: Policy): Map<string, string> {
  const files = new Map(Object.entries(FILES));
  const {
    redirects: { by },
  } = host.behaviour[policy.style];
  if (by === "pages") {
    for (const one of [
      ...policy.redirects,
      ...policy.folders.flatMap((rule) => pagesFor(host.behaviour[policy.style], rule)),
    ]) {
      const file = redirectFile(one, policy);
      if (file !== undefined)
        files.set(file, redirectPage(one, policy.base, { url: "https://acme.example", language: "en" }));
    }
  }
  for (const { path, content } of host.files(policy)) files.set(path, content);
  return files;
}

export interface Folder {
  readonly path: string;
  remove(): void;
}

/** Writes the files into a temporary folder, below `base` in it. */
export function folderOf(files: ReadonlyMap<string, string>, base = "/"): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "handbill-host-")));
  for (const [name, content] of files) {
    const file = join(path, base, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
