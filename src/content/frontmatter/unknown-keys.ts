/** Keys of front matter that Handbill does not know, and that look like one that it knows. */

import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { withFix } from "../../diagnostics/with-fix.js";
import type { Data, Diagnostic } from "../../model/model.js";
import { textOfValue } from "../../utils/text-of-value.js";
import { didYouMean, skeleton } from "../../utils/look-alikes.js";
import { editDistance } from "../../utils/nearest.js";
import { isDraft } from "./draft.js";
import { keyPlace, type Positions } from "./key-positions.js";
import { knownKeys } from "./known-keys.js";
import { isDataRecord } from "../../utils/is-record.js";

const KNOWN = Object.keys(knownKeys.shape);

const IN_FOLDERS =
  "The sidebar comes from the folders: `order` sorts pages, `hidden: true` leaves one out, and " +
  "`theme.header` has menus.";

const PUBLISHED_ANYWAY =
  "The page is published. To leave it out, write `draft: true`. If it is a key of your own, add it " +
  "to `pages` in .eleventy.ts.";

/**
 * Keys of other programs, and the keys that mean the same in Handbill. A URL of another site is a link, and
 * no key of theirs.
 */
const FOREIGN_KEYS: Readonly<
  Record<string, readonly [known: string, isMeant: (value: unknown) => boolean, hint?: string]>
> = {
  aliases: ["redirectFrom", () => true],
  redirect_from: ["redirectFrom", () => true],
  lastmod: ["updated", () => true],
  weight: ["order", (value) => typeof value === "number"],
  sidebar_position: ["order", () => true],
  nav_order: ["order", (value) => typeof value === "number"],
  // As in Hugo. Other values may be the site's own.
  menu: [
    "order",
    (value) =>
      value === "main" ||
      (Array.isArray(value) && value.includes("main")) ||
      (isDataRecord(value) && "main" in value),
    IN_FOLDERS,
  ],
  toctree: ["order", () => true, IN_FOLDERS],
  url: ["permalink", (value) => typeof value === "string" && value.startsWith("/")],
  // Specifications and decisions publish their own drafts, so this is not an error.
  status: ["draft", isUnpublishedState, PUBLISHED_ANYWAY],
  state: ["draft", isUnpublishedState, PUBLISHED_ANYWAY],
  private: ["draft", (value) => value === true, PUBLISHED_ANYWAY],
};

/** Names of `draft` in other programs. */
const DRAFT_ELSEWHERE: ReadonlySet<string> = new Set(["isDraft", "is_draft", "unpublished"]);

function isUnpublishedState(value: unknown): boolean {
  return typeof value === "string" && /^(?:draft|unpublished|private|pending)$/i.test(value);
}

/** Reports them; `declared`: the keys of the site's own schema. */
export function unknownKeysOf(
  frontMatter: Data,
  declared: readonly string[],
  positions: Positions,
  source: string,
): Diagnostic[] {
  return Object.keys(frontMatter).flatMap((key) => {
    if (KNOWN.includes(key) || declared.includes(key)) return [];
    const place = keyPlace(key, positions, source);
    return keyElsewhere(key, frontMatter, place) ?? misspelledKey(key, frontMatter, declared, place) ?? [];
  });
}

/** A key of another program. */
function keyElsewhere(key: string, frontMatter: Data, place: Place): Diagnostic | undefined {
  const [knownKey, isMeant, hint = `In Handbill it is called \`${knownKey}\`.`] =
    (Object.hasOwn(FOREIGN_KEYS, key) ? FOREIGN_KEYS[key] : undefined) ?? [];
  if (knownKey === undefined || knownKey in frontMatter || isMeant?.(frontMatter[key]) !== true)
    return undefined;
  return diagnostic("front-matter-unknown", place, `Unknown key \`${key}\`.`, hint);
}

function misspelledKey(
  key: string,
  frontMatter: Data,
  declared: readonly string[],
  place: Place,
): Diagnostic | undefined {
  const alike = new Set([...knownLike(key), ...declared.filter((name) => isMisspelling(key, name))]);
  const meant = [...alike].find((name) => !(name in frontMatter) || isTwin(key, name));
  if (meant === undefined) return undefined;
  if (hidesDraft(meant, frontMatter[key]))
    return diagnostic(
      "draft-unread",
      place,
      `Unknown key \`${key}\`. Without \`draft: true\`, the page would be published.`,
      `Write \`${meant}: ${textOfValue(frontMatter[key])}\`. If it is a key of your own, add it to ` +
        `\`pages\` in .eleventy.ts.`,
    );
  const isCertain = alike.size === 1 && !(meant in frontMatter);
  const found = diagnostic("front-matter-unknown", place, `Unknown key \`${key}\`.`, didYouMean(key, meant));
  return withFix(found, key, isCertain ? meant : undefined);
}

/** Reports a `slug` that no permalink can use. */
export function checkSlug(slug: unknown, positions: Positions, source: string): Diagnostic[] {
  if (typeof slug !== "string" || slug === "") return [];
  const folder = source.slice("content".length, source.lastIndexOf("/") + 1);
  const address = `${slug.startsWith("/") ? "" : folder}${slug}/`.replace(/(?<!\/)\/+$/, "/");
  return [
    diagnostic(
      "front-matter-unknown",
      keyPlace("slug", positions, source),
      "Unknown key `slug`.",
      `Write the full URL: \`permalink: ${address}\`. For the whole folder, write ` +
        `\`"${folder.slice(1)}{{ slug }}/"\` in its data file.`,
    ),
  ];
}

/** Whether a misspelled key was meant to keep the page out of the site. */
function hidesDraft(meant: string, value: unknown): boolean {
  return isDraft({ [meant]: value }) || (meant === "draft" && /^(?:true|yes|on)$/i.test(textOfValue(value)));
}

const likeKnown = new Map<string, readonly string[]>();

/**
 * The known keys that a key may be a misspelling of. Cached, because a site uses its own keys on many pages.
 */
function knownLike(key: string): readonly string[] {
  const before = likeKnown.get(key);
  if (before !== undefined) return before;
  const like = DRAFT_ELSEWHERE.has(key) ? ["draft"] : KNOWN.filter((name) => isMisspelling(key, name));
  likeKnown.set(key, like);
  return like;
}

/**
 * Whether a key next to the one that it may be is not the site's own: `titel` next to `title`, and not
 * `titles`, `title2`, `data` next to `date`.
 */
function isTwin(key: string, name: string): boolean {
  if (key.startsWith(name) || name.startsWith(key)) return false;
  if (key.length !== name.length) return name.length >= 5;
  return name.length >= 6 || skeleton(key) === name || lettersOf(key) === lettersOf(name);
}

function lettersOf(word: string): string {
  return [...word.toLowerCase()].sort().join("");
}

/**
 * Whether `key` is one typo away from `name` (two for long names): a letter added, removed, replaced or
 * swapped, or another case.
 */
function isMisspelling(key: string, name: string): boolean {
  if (key.toLowerCase() === name.toLowerCase() || skeleton(key) === name) return true;
  if (key.length < 4 || name.length < 4) return false;
  return editDistance(key.toLowerCase(), name.toLowerCase()) <= (name.length >= 7 && key.length >= 6 ? 2 : 1);
}
