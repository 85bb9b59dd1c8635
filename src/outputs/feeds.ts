/** Feeds: Atom, RSS 2.0 and JSON Feed of the same entries. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { Feed } from "../site/feeds.js";
import { atomText, jsonFeedText, rssText } from "./feed-formats.js";
import { fillFeed } from "./feed-entries.js";
import { made, type Generator, type GeneratorInput } from "./generator.js";

export const feeds: Generator = {
  name: "feeds",
  onOwnFile: "gives way",
  plan(input) {
    const { feeds: all = [] } = input.site.globalData["site"] as { readonly feeds?: readonly Feed[] };
    if (all.length === 0) return undefined;
    const filled = all.map((feed) => ({ feed, full: fillFeed(feed, input) }));
    return {
      depends: [
        input.config.url,
        input.config.base,
        ...filled.flatMap(({ feed, full }) => [
          JSON.stringify([feed, full.language, full.author, full.home]),
          ...full.entries.map(({ version }) => version),
        ]),
      ],
      paths: all.flatMap(({ atom, rss, json }) => [atom, rss, json].map((path) => path.slice(1))),
      make: () =>
        made(
          filled.flatMap(({ feed, full }) =>
            (
              [
                [feed.atom, atomText],
                [feed.rss, rssText],
                [feed.json, jsonFeedText],
              ] as const
            ).map(([path, write]) => ({
              path: path.slice(1),
              content: write(full),
              source: input.config.file ?? "handbill:feeds",
            })),
          ),
          filled.flatMap(({ feed, full }) =>
            full.entries.length === 0 ? emptyFeed(feed, input.config) : [],
          ),
        ),
    };
  },
};

/** Reports a feed without entries. */
function emptyFeed(
  { folder, tag, layout }: Feed,
  { file = ".eleventy.ts", feedsPlace }: GeneratorInput["config"],
): Diagnostic {
  const filters = Object.entries({ folder, tag, layout })
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${key} \`${value}\``)
    .join(", ");
  return diagnostic(
    "feed-empty",
    { file, ...feedsPlace },
    `The feed of ${filters === "" ? "all pages" : `the ${filters}`} has no entries, because none of ` +
      "its pages has a date.",
    "Add `date` to the pages, or dates to the headings of a changelog: `## 2.0 (2026-01-31)`. Or " +
      "remove the feed from `feeds`.",
  );
}
