/** The front matter keys that Handbill, Eleventy or the default theme uses. */

import * as z from "zod";
import { calendarDate } from "./calendar-date.js";
import { isLanguageTag } from "../../utils/language-tag.js";
import { isDataRecord } from "../../utils/is-record.js";

const text = (what: string) =>
  z.string({ error: (issue) => `must be text${quoteHint(issue.input)}. ${what}` });

function quoteHint(input: unknown): string {
  return typeof input === "number" || typeof input === "boolean"
    ? `, not ${String(input)}; put it in quotes: "${String(input)}"`
    : "";
}

/** Front matter, checked: the known keys with their types, and the keys of a site's own. */
export type FrontMatter = Readonly<z.infer<typeof knownKeys>>;

/** A URL. Numbers and dates are errors here instead of becoming text. */
const address = z.string().meta({ address: "link" });

const permalink = z.union(
  [address, z.literal(false), z.custom<(data: unknown) => unknown>((value) => typeof value === "function")],
  {
    error: (issue) =>
      isDataRecord(issue.input)
        ? 'must be text; a value with {{ }} needs quotes: permalink: "{{ … }}"'
        : `must be a URL such as "/about/", or false to write no file${quoteHint(issue.input)}`,
  },
);

const date = z
  .union([z.date(), z.string()], { error: () => "must be a date such as 2026-01-31" })
  .superRefine((value, check) => {
    if (typeof value !== "string") return;
    if (/^(git )?(last modified|created)$/i.test(value))
      check.addIssue({
        code: "custom",
        message: "must be a date, because the times of a file change with every copy of the site",
      });
    else if (calendarDate(value) === undefined) {
      const meant = dayMeant(value);
      check.addIssue({
        code: "custom",
        message:
          meant === undefined
            ? `must be a date that exists, such as 2026-01-31, not "${value}"`
            : `must be a date such as ${meant}, not "${value}"`,
      });
    }
  });

/**
 * `2026-1-5`, `2026/01/05` and `January 5, 2026` in ISO format. Undefined for 05/01/2026, which is ambiguous.
 */
function dayMeant(text: string): string | undefined {
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  const day =
    parts === null
      ? text.length < 50 && /[a-z]{3}.*\b\d{4}\b|\b\d{4}\b.*[a-z]{3}/i.test(text)
        ? new Date(`${text} UTC`)
        : undefined
      : calendarDate(
          parts
            .slice(1)
            .map((part) => part.padStart(2, "0"))
            .join("-"),
        );
  return day === undefined || Number.isNaN(day.getTime()) ? undefined : day.toISOString().slice(0, 10);
}

const texts = (what: string) =>
  z.union([z.string(), z.array(z.string())], { error: () => `must be text or a list of texts. ${what}` });
const flag = (what: string) => z.boolean({ error: () => `must be true or false. ${what}` });
const map = (what: string) =>
  z.record(z.string(), z.unknown(), { error: () => `must hold keys and values. ${what}` });

/**
 * Every key that Handbill, Eleventy or the default theme reads from a page. The reference is generated from
 * the descriptions.
 */
export const knownKeys = z.looseObject({
  title: text("The page's title.")
    .optional()
    .describe(
      "Title of the page, in `<title>`, the heading and the sidebar. Default: the first heading, " +
        "else the file name.",
    ),
  description: text("One sentence for search engines.")
    .optional()
    .describe("One sentence about the page, for search engines and link previews."),
  layout: z
    .union([address, z.literal(false)], {
      error: (issue) => `must be the name of a layout, or false for none${quoteHint(issue.input)}`,
    })
    .optional()
    .describe(
      "Name of the layout, a file in `layouts/` or of the default theme; `false` for none. " +
        "Default: the site's `layout`, or `landing` for a page with `sections` if the site sets none.",
    ),
  permalink: permalink
    .optional()
    .describe(
      "URL of the page: `about`, `/about/`, `feed.xml`; `false` to write no file. Default: from " +
        "the file path.",
    ),
  redirectFrom: z
    .union([address, z.array(address)], {
      error: () => "must be text or a list of texts. Old URLs of the page, such as /old/.",
    })
    .optional()
    .describe("Old URLs that redirect to the page, such as `[/old/, /older/]`."),
  date: date
    .optional()
    .describe("Date of the page. Default: the date at the start of the file name, else 1970-01-01."),
  tags: texts("Collections of the page.").nullish().describe("Collections that the page belongs to."),
  draft: flag("Builds include drafts only with --drafts.")
    .optional()
    .describe("`true` leaves the page out of the build, unless you use `--drafts`."),
  published: z
    .unknown()
    .optional()
    .describe("`false` leaves the page out, as `draft: true` does. Other values are yours."),
  updated: date
    .optional()
    .describe("Date of the last change, for the page, sitemap and feeds. Default: `date`."),
  noindex: flag("`true` asks search engines to ignore the page.")
    .optional()
    .describe("`true` asks search engines to ignore the page, and leaves it out of the sitemap."),
  sitemap: z
    .union([z.boolean(), map("`false` leaves the page out of the sitemap.")])
    .optional()
    .describe("`false` leaves the page out of the sitemap."),
  order: z
    .number({ error: () => "must be a number. It is the position in the sidebar" })
    .optional()
    .describe(
      "Position in the sidebar; smaller numbers come first. Default: after pages with `order`, " +
        "sorted by title.",
    ),
  navTitle: text("Title in the sidebar.").optional().describe("Shorter title for the sidebar."),
  lang: text("Language of the page, such as de or pt-BR.")
    .refine((value) => value === "" || isLanguageTag(value), {
      error: ({ input }) => `must be a language tag such as de or pt-BR, not "${String(input)}"`,
    })
    .optional()
    .describe("Language of the page as a BCP 47 tag. Default: the language of the folder, else of the site."),
  translationKey: text("Pages with the same key are translations of each other.")
    .optional()
    .describe(
      "Pages with the same key are translations of each other. Default: the path below the folder " +
        "of the language.",
    ),
  editUrl: z
    .union([address, z.literal(false)], { error: () => "must be a URL, or false for no link" })
    .optional()
    .describe("URL of the edit link; `false` for no link. Default: the site's `editUrl` and the file path."),
  search: flag("`false` hides the page from the search.")
    .optional()
    .describe(
      "Whether the site's search finds the page. Default: `false` for the layouts `landing`, " +
        "`blog`, `404` and `blank`, else `true`.",
    ),
  badge: z
    .union([z.string(), z.looseObject({ text: z.string(), kind: z.string().optional() })], {
      error: () => 'must be text, or { text: "New", kind: "tip" }',
    })
    .optional()
    .describe(
      "A word next to the page in the sidebar: `New`, or `{ text: New, kind: tip }`. Kinds: note, " +
        "tip, important, warning, caution.",
    ),
  hidden: flag("`true` hides the page from the sidebar.")
    .optional()
    .describe("`true` hides the page from the sidebar and from the site's search."),
  eleventyComputed: map("Eleventy computes them.")
    .optional()
    .describe("Values that Eleventy computes from other data of the page."),
  eleventyExcludeFromCollections: z
    .union([z.boolean(), z.string(), z.array(z.string())])
    .optional()
    .describe("Leaves the page out of `collections`, or out of the named collections."),
  eleventyNavigation: map("For the plugin @11ty/eleventy-navigation.")
    .optional()
    .describe("For the plugin `@11ty/eleventy-navigation`."),
  eleventyImport: map("The collections that the page uses.")
    .optional()
    .describe("Collections that Eleventy creates before this page."),
  pagination: map("Eleventy makes one page for each part of the list.")
    .optional()
    .describe("Creates one page for each part of a list."),
  templateEngineOverride: text("Template languages of the page.")
    .optional()
    .describe("Template languages that Eleventy runs for this page."),
});
