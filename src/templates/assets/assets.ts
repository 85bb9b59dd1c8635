/** The style sheets and scripts of the layouts: each is published under a name that holds the hash of what it is made of. */

import { createHash } from "node:crypto";

/** A file of `layouts/styles/` or `layouts/scripts/`, read. */
export interface AssetFile {
  /** As the filter `asset` and `@import` write it: `styles/handbill.css`, `scripts/theme.js`. */
  readonly name: string;
  /** Path for people: `layouts/styles/site.css`, or `handbill:layouts/styles/base.css` for a file of the default theme. */
  readonly path: string;
  readonly text: string;
  /** Makes its rules, where that takes longer than a build should that keeps them: `text` is then what they are made of. */
  readonly make?: () => Promise<string>;
}

export type AssetFiles = ReadonlyMap<string, AssetFile>;

/** A style sheet or script as pages name it. */
export interface Asset {
  readonly name: string;
  /** Path for people of its file. */
  readonly path: string;
  /** Hash of its own text, of what it imports, and of `maker`. */
  readonly hash: string;
  /** Its file in the output folder: `assets/handbill.3f9c01ab.css`. */
  readonly output: string;
  /** Its address, base path included. */
  readonly url: string;
}

export type Assets = ReadonlyMap<string, Asset>;

const IMPORT = /@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/g;

/** Names every asset. A name changes with what the file is made of and with `maker`, the version of what makes it, so that browsers may keep it for ever. */
export function nameAssets(files: AssetFiles, base: string, maker: string): Assets {
  return new Map(
    [...files.values()].map(({ name, path }) => {
      const hash = createHash("sha256").update(name.endsWith(".css") ? maker : "");
      for (const part of partsOf(files, name))
        hash.update(`${part.name} ${part.text.length} `).update(part.text);
      const digest = hash.digest("hex").slice(0, 8);
      const output = `assets/${name.replace(/^\w+\//, "").replace(/\.(\w+)$/, `.${digest}.$1`)}`;
      return [name, { name, path, hash: digest, output, url: base + output }];
    }),
  );
}

/** A file and everything that it imports, each once. */
export function partsOf(files: AssetFiles, start: string): AssetFile[] {
  const parts = new Map<string, AssetFile>();
  const visit = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || parts.has(name)) return;
    parts.set(name, file);
    if (name.endsWith(".css"))
      for (const [, specifier = ""] of file.text.matchAll(IMPORT)) visit(importedName(specifier, name));
  };
  visit(start);
  return [...parts.values()];
}

/** What `@import "…"` in a file means, as a name. */
export function importedName(specifier: string, from: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** What the filter `asset` gives: the address of a style sheet or script by its name. Throws for one that does not exist. */
export function assetUrl(assets: Assets, name: unknown): string {
  const asset = assets.get(String(name));
  if (asset === undefined) throw new Error(`There is no ${String(name)} in layouts/.`);
  return asset.url;
}
