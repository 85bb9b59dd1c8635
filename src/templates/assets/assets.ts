/** The style sheets and scripts of layouts. Their file names contain a hash of their content. */

import { createHash } from "node:crypto";

/** A file of `layouts/styles/` or `layouts/scripts/`. */
export interface AssetFile {
  /** The name for the filter `asset` and for `@import`: `styles/handbill.css`, `scripts/theme.js`. */
  readonly name: string;
  /**
   * The path for messages: `layouts/styles/site.css`, or `handbill:layouts/styles/base.css` for a file of the
   * default theme.
   */
  readonly path: string;
  readonly text: string;
  /**
   * Computes the rules if that is too slow for a build that does not change them. `text` is then the input of
   * the computation.
   */
  readonly make?: () => Promise<string>;
}

export type AssetFiles = ReadonlyMap<string, AssetFile>;

/** A style sheet or script that pages link. */
export interface Asset {
  readonly name: string;
  /** The path of its file for messages. */
  readonly path: string;
  /** Hash of its own text, of its imports, and of `maker`. */
  readonly hash: string;
  /** The file in the output folder: `assets/handbill.3f9c01ab.css`. */
  readonly output: string;
  /** The URL, including the base path. */
  readonly url: string;
}

export type Assets = ReadonlyMap<string, Asset>;

const IMPORT = /@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/g;

/**
 * Names every asset. The name changes with the content and with `maker`, the version of the tool that
 * processes it, so that browsers can cache the file forever.
 */
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

/** A file and all files that it imports, each once. */
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

/** The name of the file that `@import "…"` refers to. */
export function importedName(specifier: string, from: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** The filter `asset`: the URL of a style sheet or script. Throws if it does not exist. */
export function assetUrl(assets: Assets, name: unknown): string {
  const asset = assets.get(String(name));
  if (asset === undefined) throw new Error(`There is no ${String(name)} in layouts/.`);
  return asset.url;
}
