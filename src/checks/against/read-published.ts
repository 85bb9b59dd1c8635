/** The previous release that `check --against` compares the site with. */

import { readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { formatCount } from "../../utils/plural.js";
import { download } from "../../system/download.js";
import { listPublished } from "../../system/files.js";
import { UsageError } from "../../system/usage-error.js";
import {
  belowBase,
  isLinked,
  publishedFile,
  publishedList,
  publishedSitemap,
  type Published,
} from "../../site/redirects/published.js";
import { isPageFile } from "../../utils/output-files.js";

/** Maximum number of sitemaps in an index. */
const MAX_SITEMAPS = 500;

/**
 * The URLs below `base` in an output folder, a sitemap or a list, or a sentence that explains why they cannot
 * be read. `what`: an absolute path or a URL.
 */
export async function readPublished(
  what: string,
  { root, base }: { readonly root: string; readonly base: string },
): Promise<readonly Published[] | string> {
  const isUrlAttribute = /^https?:\/\//i.test(what);
  const shown = isUrlAttribute ? what : pathFrom(root, what);
  const found = isUrlAttribute ? await fromWeb(what) : fromDisk(what, shown, base);
  if (typeof found === "string") return found;
  // An output folder contains only files that are served below the base.
  const below = found.isFolder ? found.published : belowBase(found.published, base);
  if (found.published.length === 0) return `${shown} contains no URLs.`;
  return below.length > 0
    ? below
    : `${shown} contains ${formatCount(found.published.length, "URL")}, but none below ${base}.`;
}

interface Found {
  readonly published: readonly Published[];
  readonly isFolder?: boolean;
}

function fromDisk(path: string, shown: string, base: string): Found | string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new UsageError(
      `${shown} does not exist. \`--against\` needs the output folder of a previous release, its ` +
        "sitemap, or a list of URLs.",
    );
  if (stats.isDirectory()) {
    const files = [...listPublished(path)].filter(isLinked).sort();
    return {
      published: files.map((file) =>
        publishedFile(
          file,
          isPageFile(file) ? readFileSync(join(path, file), "utf8") : "",
          { file: `${shown}/${file}` },
          base,
        ),
      ),
      isFolder: true,
    };
  }
  const text = readFileSync(path, "utf8");
  const sitemap = publishedSitemap(text, shown);
  if (sitemap === undefined) return { published: publishedList(text, shown) };
  return sitemap.sitemaps.length === 0
    ? { published: sitemap.pages }
    : `${shown} is an index of sitemaps, such as ${sitemap.sitemaps[0] ?? ""}. Use its URL instead ` +
        "of the file, or one of these sitemaps.";
}

async function fromWeb(address: string): Promise<Found | string> {
  const waiting = [new URL(address).pathname.endsWith("/") ? new URL("sitemap.xml", address).href : address];
  const published: (readonly Published[])[] = [];
  for (const next of waiting) {
    const answer = await download(next);
    if ("problem" in answer) return answer.problem;
    const sitemap = publishedSitemap(answer.text, undefined);
    if (sitemap === undefined) return `${next} is not a sitemap.`;
    published.push(sitemap.pages);
    waiting.push(
      ...sitemap.sitemaps
        .filter((one) => /^https?:\/\//i.test(one) && !waiting.includes(one))
        .slice(0, MAX_SITEMAPS - waiting.length),
    );
  }
  return { published: published.flat() };
}

/** A path as the site's author knows it: relative to the site. */
function pathFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join("/") || ".";
}
