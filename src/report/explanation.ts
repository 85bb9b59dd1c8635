/** Prints the explanation of a page by `handbill explain`. */

import { textOfValue } from "../utils/text-of-value.js";
import type { Redirect } from "../model/redirect.js";
import type { Explanation } from "../pipeline/explain.js";
import type { Origin } from "../site/data-provenance.js";

/** Maximum number of links to list one by one. */
const MAX_LINKS = 20;

/** The explanation for people. */
export function explanationText(page: Explanation): string {
  const lines: string[] = [
    page.url === false ? `${page.source} has no URL` : `${page.url} is ${page.source}`,
  ];
  const row = (name: string, values: readonly string[]) =>
    values.forEach((value, index) => lines.push(`  ${(index === 0 ? name : "").padEnd(15)}${value}`));
  row("written to", [page.output ?? "no file, because its permalink is false"]);
  row("layouts", [page.layouts.length === 0 ? "none" : page.layouts.join(" in ")]);
  row("they use", page.uses);
  const visible = page.data.filter(({ isSeen }) => isSeen);
  const width = Math.min(20, Math.max(0, ...visible.map(({ key }) => key.length)));
  row(
    "data",
    visible.map(
      ({ key, value, origins }) =>
        `${key.padEnd(width)}  ${shortValue(value).padEnd(32)}  ` +
        `${origins.length === 0 ? "Handbill" : origins.map(originText).join(", ")}`,
    ),
  );
  row(
    "unused data",
    page.data.length === visible.length
      ? []
      : [
          `${page.data
            .filter(({ isSeen }) => !isSeen)
            .map(({ key }) => key)
            .join(", ")}: its layouts do not use them`,
        ],
  );
  row("redirects here", page.redirectedFrom.map(redirectText));
  const links = page.linkedFrom.map(({ source, line, column }) => `${source}:${line}:${column}`);
  row(
    "linked from",
    links.length === 0
      ? ["no page's text"]
      : [
          ...links.slice(0, MAX_LINKS),
          ...(links.length > MAX_LINKS ? [`and ${links.length - MAX_LINKS} more`] : []),
        ],
  );
  if (page.nextBuild === undefined) row("rendered", ["in every build, by Eleventy"]);
  else {
    row(
      "last rendered",
      page.lastRendered === undefined || page.lastRendered.length === 0
        ? ["by no build in the cache"]
        : page.lastRendered.map((why) => `because ${why}`),
    );
    row(
      "next build",
      page.nextBuild.length === 0
        ? ["does not render it"]
        : page.nextBuild.map((why) => `renders it, because ${why}`),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** A redirect for people: `/old/ (301, content/a.md:4:3)`. */
export function redirectText({ from, status, file, line, column }: Redirect): string {
  return `${from} (${status}, ${file}:${line}:${column})`;
}

function originText({ file, line }: Origin): string {
  return line === undefined ? file : `${file}:${line}`;
}

function shortValue(value: unknown): string {
  const text = typeof value === "function" ? "a function" : (JSON.stringify(value) ?? textOfValue(value));
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}
