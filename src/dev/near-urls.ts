import { nearest } from "../utils/nearest.js";

/** URLs that are similar to a missing one, the most similar first: at most five. */
export function nearUrls(path: string, urls: readonly string[]): readonly string[] {
  const last = (url: string) => url.replace(/\/$/, "").replace(/^.*\//, "").toLowerCase();
  const parent = path.replace(/[^/]*\/?$/, "");
  const namesakes = urls.filter((url) => last(url) === last(path) && last(path) !== "");
  const meant =
    nearest(
      path,
      urls.filter((url) => url.startsWith(parent)),
    ) ?? nearest(path, urls);
  return [...new Set([...(meant === undefined ? [] : [meant]), ...namesakes])].slice(0, 5);
}
