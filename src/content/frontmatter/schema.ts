/** Checks front matter against the known keys and the site's own schema. */

import { issueText } from "./issue-text.js";
import { textOfValue } from "../../utils/text-of-value.js";
import { withFix } from "../../diagnostics/with-fix.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position, WithDiagnostics } from "../../model/model.js";
import { didYouMean, skeleton } from "../../utils/look-alikes.js";
import { editDistance } from "../../utils/nearest.js";
import { codePoint, INVISIBLE } from "../../utils/invisible.js";
import { isDraft } from "./draft.js";
import { isPlainMap, knownKeys } from "./known-keys.js";
import { emptyData } from "../../utils/data-objects.js";
import { ownPlace } from "./plain-yaml.js";
import { pathName, usualText, withText, type Written } from "./scalar-text.js";
import type { Schema } from "../sections/section-schema.js";

const KNOWN = Object.keys(knownKeys.shape);

const IN_FOLDERS =
  "The sidebar comes from the folders: `order` sorts pages, `hidden: true` leaves one out, and `theme.header` has menus.";

const PUBLISHED_ANYWAY =
  "The page is published. To leave it out, write `draft: true`. If it is a key of your own, add it to `pages` in .eleventy.ts.";

/**
 * Keys of other programs and their equivalents here. `isMeant` says whether a value has the other program's
 * meaning.
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
      (isPlainMap(value) && "main" in (value as object)),
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

function without(data: Data, key: string): Data {
  const { [key]: _, ...others } = data;
  return Object.assign(emptyData(), others);
}

/**
 * Checks front matter against the known keys and the site's own schema. The result has the schema's defaults
 * and transformations applied.
 */
export function validateFrontMatter(
  given: Data,
  positions: Readonly<Record<string, Position>>,
  source: string,
  { schema: siteSchema, written = usualText, canLeaveOut = false }: ValidateOptions = {},
): WithDiagnostics<Data> {
  // Many pages have no front matter.
  if (siteSchema === undefined && Object.keys(given).length === 0) return { value: given, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const at = (path: readonly PropertyKey[]) => ({ file: source, ...nearestPosition(path, positions) });
  const wrong = new Set<string>();
  let isWithheld = false;
  const wrongType = (path: readonly PropertyKey[], message: string, hint?: string): Diagnostic => {
    const key = String(path[0] ?? "");
    wrong.add(key);
    const decides = hint !== undefined || PUBLISHING_KEYS.has(key);
    isWithheld ||= decides;
    const until = decides
      ? "Until you fix it, the page counts as a draft."
      : "The page is written without it.";
    return canLeaveOut
      ? diagnostic("front-matter-value", at(path), message, [hint, until].filter(Boolean).join(" "))
      : diagnostic("front-matter-type", at(path), message, hint);
  };
  let frontMatter = given;
  let known = knownKeys.safeParse(frontMatter);
  if (!known.success) {
    frontMatter = withText(knownKeys as unknown as Schema, given, written) as Data;
    known = knownKeys.safeParse(frontMatter);
  }
  for (const issue of known.error?.issues ?? []) {
    const message = `${pathName(issue.path)} ${issueText(issue.message).replace(/\.?$/, ".")}`;
    diagnostics.push(
      issue.path[0] === "date"
        ? diagnostic("front-matter-date", at(issue.path), message)
        : wrongType(issue.path, message),
    );
  }
  // An invalid date is left out, so that the page can be written.
  if (diagnostics.some(({ code }) => code === "front-matter-date"))
    frontMatter = without(frontMatter, "date");
  const declared = Object.keys(siteSchema?.shape ?? {});
  for (const key of Object.keys(frontMatter)) {
    if (KNOWN.includes(key) || declared.includes(key)) continue;
    const alike = new Set([...knownLike(key), ...declared.filter((name) => isMisspelling(key, name))]);
    const meant = [...alike].find((name) => !(name in frontMatter) || isTwin(key, name));
    const isCertain = alike.size === 1 && meant !== undefined && !(meant in frontMatter);
    const [knownKey, isMeant, hint = `In Handbill it is called \`${knownKey}\`.`] =
      (Object.hasOwn(FOREIGN_KEYS, key) ? FOREIGN_KEYS[key] : undefined) ?? [];
    if (knownKey !== undefined && !(knownKey in frontMatter) && isMeant?.(frontMatter[key]) === true)
      diagnostics.push(
        diagnostic("front-matter-unknown", keyPlace(key, positions, source), `Unknown key \`${key}\`.`, hint),
      );
    else if (meant !== undefined && hidesDraft(meant, frontMatter[key]))
      diagnostics.push(
        diagnostic(
          "draft-unread",
          keyPlace(key, positions, source),
          `Unknown key \`${key}\`. Without \`draft: true\`, the page would be published.`,
          `Write \`${meant}: ${textOfValue(frontMatter[key])}\`. If it is a key of your own, add it to \`pages\` in .eleventy.ts.`,
        ),
      );
    else if (meant !== undefined)
      diagnostics.push(
        withFix(
          diagnostic(
            "front-matter-unknown",
            keyPlace(key, positions, source),
            `Unknown key \`${key}\`.`,
            didYouMean(key, meant),
          ),
          key,
          isCertain ? meant : undefined,
        ),
      );
  }
  const address = frontMatter["permalink"];
  const hidden = typeof address === "string" ? INVISIBLE.exec(address) : null;
  if (hidden)
    diagnostics.push(
      diagnostic(
        "front-matter-invisible",
        at(["permalink"]),
        `The permalink contains an invisible character, ${codePoint(hidden[0])}.`,
        "Type it again.",
      ),
    );
  const kept = (data: Data): Data => {
    if (!canLeaveOut || wrong.size === 0) return data;
    const right = [...wrong].reduce(without, data);
    return isWithheld ? Object.assign(emptyData(), right, { draft: true }) : right;
  };
  if (siteSchema === undefined) return { value: kept(frontMatter), diagnostics };
  let own = siteSchema.safeParse({ ...frontMatter });
  if (!own.success) {
    frontMatter = withText(siteSchema as unknown as Schema, frontMatter, written) as Data;
    own = siteSchema.safeParse({ ...frontMatter });
  }
  for (const issue of own.error?.issues ?? []) {
    const text = issueText(issue.message);
    diagnostics.push(
      wrongType(
        issue.path,
        `${pathName(issue.path)}${text === issue.message ? ":" : ""} ${text.replace(/\.?$/, ".")}`,
        "The site's schema in .eleventy.ts requires it.",
      ),
    );
  }
  const value = own.success ? Object.assign(emptyData(), frontMatter, own.data) : frontMatter;
  return { value: kept(value), diagnostics };
}

interface ValidateOptions {
  readonly schema?: SiteSchema | undefined;
  readonly written?: Written;
  /**
   * Whether to leave out values of a wrong type. If such a value decides how the page is published, the page
   * becomes a draft. Otherwise these values are errors, and the site is not written.
   */
  readonly canLeaveOut?: boolean;
}

/**
 * Keys that decide whether and where a page is published. Without a valid value, the author's intention is
 * unknown.
 */
const PUBLISHING_KEYS: ReadonlySet<string> = new Set([
  "draft",
  "permalink",
  "noindex",
  "pagination",
  "eleventyComputed",
]);

/** The known keys with numbers and dates converted to text if a key needs text. */
export function knownAsText(data: Data): Data {
  return knownKeys.safeParse(data).success
    ? data
    : (withText(knownKeys as unknown as Schema, data, usualText) as Data);
}

/** Whether a misspelled key was meant to keep the page out of the site. */
function hidesDraft(meant: string, value: unknown): boolean {
  return isDraft({ [meant]: value }) || (meant === "draft" && /^(?:true|yes|on)$/i.test(textOfValue(value)));
}

/** Reports a `slug` that no permalink can use. */
export function checkSlug(
  slug: unknown,
  positions: Readonly<Record<string, Position>>,
  source: string,
): Diagnostic[] {
  if (typeof slug !== "string" || slug === "") return [];
  const folder = source.slice("content".length, source.lastIndexOf("/") + 1);
  const address = `${slug.startsWith("/") ? "" : folder}${slug}/`.replace(/(?<!\/)\/+$/, "/");
  return [
    diagnostic(
      "front-matter-unknown",
      keyPlace("slug", positions, source),
      "Unknown key `slug`.",
      `Write the full URL: \`permalink: ${address}\`. For the whole folder, write \`"${folder.slice(1)}{{ slug }}/"\` in its data file.`,
    ),
  ];
}

/** A zod object from the site, perhaps of another copy of zod. Only these members are used. */
export interface SiteSchema {
  readonly shape: Readonly<Record<string, unknown>>;
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?:
      | { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }
      | undefined;
  };
}

/** The position of the value at a path of the front matter, or of the closest value around it. */
export function nearestPosition(
  path: readonly PropertyKey[],
  positions: Readonly<Record<string, Position>>,
): Position {
  for (let length = path.length; length > 0; length -= 1) {
    const found = positions[path.slice(0, length).join(".")];
    if (found !== undefined) return found;
  }
  return { line: 1, column: 1 };
}

/** The position of a top-level key, which is at the start of its line. Its value may be on another line. */
function keyPlace(key: string, positions: Readonly<Record<string, Position>>, source: string) {
  return { file: source, line: lineOfKey(key, positions) ?? 1, column: 1, length: key.length };
}

/** The line of a top-level key. */
export function lineOfKey(key: string, positions: Readonly<Record<string, Position>>): number | undefined {
  return (positions[ownPlace(key)] ?? positions[key])?.line;
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
 * Whether a key is a typo although the known key is set too. `titel` next to `title` is one, but not
 * `titles`, `title2`, or `data` next to `date`.
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
