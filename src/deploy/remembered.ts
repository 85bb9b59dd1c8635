/** Remembers the last release from this machine, for hosts whose tool cannot tell what is online. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publishedFile, isLinked, type Published } from "../site/redirects/published.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import type { Files } from "./state.js";
import { isPageFile } from "../utils/output-files.js";

/** A release, with its files that other sites may link to. */
export interface RememberedRelease {
  /** Time of the deployment, in milliseconds since 1970. */
  readonly time: number;
  /** By path: the hash of each file that other sites may link to, and its URLs and ids. */
  readonly files: Readonly<Record<string, { readonly hash: string } & Omit<Published, "place">>>;
  /** Targets of its redirects, by the path that they answer. */
  readonly redirects: Readonly<Record<string, string>>;
  /** Why the gate refused it, if it was deployed with `--anyway`. */
  readonly anyway?: readonly string[];
}

/** `cache`: the site's cache folder. `target`: the name of the target. */
export function readRemembered(cache: string, target: string): RememberedRelease | undefined {
  const stored = readSmallJson(fileOf(cache, target)) as RememberedRelease | null | undefined;
  return typeof stored?.files === "object" && typeof stored.redirects === "object" ? stored : undefined;
}

/** Remembers the files of the output folder. Files that are unchanged since `before` are not read. */
export function remember(
  cache: string,
  target: string,
  site: { readonly output: string; readonly base: string; readonly files: Files },
  about: Omit<RememberedRelease, "files">,
): void {
  const before = readRemembered(cache, target);
  const files = [...site.files]
    .filter(([path]) => isLinked(path))
    .map(([path, { hash }]) => {
      const known = before?.files[path];
      if (known?.hash === hash) return [path, known] as const;
      const html = isPageFile(path) ? readFileSync(join(site.output, path), "utf8") : "";
      const { place: _, ...published } = publishedFile(path, html, {}, site.base);
      return [path, { hash, ...published }] as const;
    });
  writeSmallJson(fileOf(cache, target), {
    ...about,
    files: Object.fromEntries(files),
  } satisfies RememberedRelease);
}

function fileOf(cache: string, target: string): string {
  return join(cache, "online", `${target}.json`);
}
