/** Checks front matter against the known keys and the site's own schema. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, WithDiagnostics } from "../../model/model.js";
import { emptyData } from "../../utils/data-objects.js";
import { codePoint, INVISIBLE } from "../../utils/invisible.js";
import type { Schema } from "../sections/section-schema.js";
import { issueText } from "./issue-text.js";
import { nearestPosition, type Positions } from "./key-positions.js";
import { knownKeys } from "./known-keys.js";
import { pathName, usualText, withText, type Written } from "./scalar-text.js";
import { unknownKeysOf } from "./unknown-keys.js";

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

interface ValidateOptions {
  readonly schema?: SiteSchema | undefined;
  readonly written?: Written;
  /**
   * Whether values of wrong types are left out of the result, and a page that they decide about is made a
   * draft. Otherwise they are errors that withhold the site.
   */
  readonly canLeaveOut?: boolean;
}

/**
 * Checks front matter against the known keys and the site's own schema. The result has the schema's defaults
 * and transformations applied.
 */
export function validateFrontMatter(
  given: Data,
  positions: Positions,
  source: string,
  { schema, written = usualText, canLeaveOut = false }: ValidateOptions = {},
): WithDiagnostics<Data> {
  // Many pages have no front matter.
  if (schema === undefined && Object.keys(given).length === 0) return { value: given, diagnostics: [] };
  const validation = new Validation(positions, source, canLeaveOut);
  const known = validation.checkKnownKeys(given, written);
  const declared = Object.keys(schema?.shape ?? {});
  validation.diagnostics.push(...unknownKeysOf(known, declared, positions, source));
  validation.checkPermalink(known);
  const value = schema === undefined ? known : validation.checkOwnKeys(known, schema, written);
  return { value: validation.withoutWrong(value), diagnostics: validation.diagnostics };
}

class Validation {
  readonly diagnostics: Diagnostic[] = [];
  /** Keys with values of wrong types. */
  private readonly wrong = new Set<string>();
  /** Whether the page counts as a draft, as one of them decides about it. */
  private isWithheld = false;

  constructor(
    private readonly positions: Positions,
    private readonly source: string,
    private readonly canLeaveOut: boolean,
  ) {}

  /** Gives the front matter, with text where a number or a date was written for it. */
  checkKnownKeys(given: Data, written: Written): Data {
    const [frontMatter, checked] = parsed(knownKeys, given, written);
    let hasDate = true;
    for (const { path, message: issue } of checked.error?.issues ?? []) {
      const message = `${pathName(path)} ${issueText(issue).replace(/\.?$/, ".")}`;
      if (path[0] === "date") {
        this.diagnostics.push(diagnostic("front-matter-date", this.at(path), message));
        hasDate = false;
      } else this.reportType(path, message);
    }
    // A page with an invalid date is written without it.
    return hasDate ? frontMatter : without(frontMatter, "date");
  }

  checkPermalink({ permalink }: Data): void {
    const hidden = typeof permalink === "string" ? INVISIBLE.exec(permalink) : null;
    if (hidden === null) return;
    this.diagnostics.push(
      diagnostic(
        "front-matter-invisible",
        this.at(["permalink"]),
        `The permalink contains an invisible character, ${codePoint(hidden[0])}.`,
        "Type it again.",
      ),
    );
  }

  /** Gives the front matter as the site's schema transforms it. */
  checkOwnKeys(given: Data, schema: SiteSchema, written: Written): Data {
    const [frontMatter, checked] = parsed(schema, given, written);
    for (const { path, message: issue } of checked.error?.issues ?? []) {
      const text = issueText(issue);
      this.reportType(
        path,
        `${pathName(path)}${text === issue ? ":" : ""} ${text.replace(/\.?$/, ".")}`,
        "The site's schema in .eleventy.ts requires it.",
      );
    }
    return checked.success ? Object.assign(emptyData(), frontMatter, checked.data) : frontMatter;
  }

  /** The front matter without values of wrong types, where they may be left out. */
  withoutWrong(data: Data): Data {
    if (!this.canLeaveOut || this.wrong.size === 0) return data;
    const right = [...this.wrong].reduce(without, data);
    return this.isWithheld ? Object.assign(emptyData(), right, { draft: true }) : right;
  }

  private reportType(path: readonly PropertyKey[], message: string, hint?: string): void {
    const key = String(path[0] ?? "");
    this.wrong.add(key);
    const decides = hint !== undefined || PUBLISHING_KEYS.has(key);
    this.isWithheld ||= decides;
    const until = decides
      ? "Until you fix it, the page counts as a draft."
      : "The page is written without it.";
    this.diagnostics.push(
      this.canLeaveOut
        ? diagnostic("front-matter-value", this.at(path), message, [hint, until].filter(Boolean).join(" "))
        : diagnostic("front-matter-type", this.at(path), message, hint),
    );
  }

  private at(path: readonly PropertyKey[]) {
    return { file: this.source, ...nearestPosition(path, this.positions) };
  }
}

/** Parses front matter; where that fails, once more with text where a number or a date was written for it. */
function parsed<T extends Pick<SiteSchema, "safeParse">>(
  schema: T,
  given: Data,
  written: Written,
): readonly [frontMatter: Data, result: ReturnType<T["safeParse"]>] {
  const first = schema.safeParse({ ...given }) as ReturnType<T["safeParse"]>;
  if (first.success) return [given, first];
  const frontMatter = withText(schema as unknown as Schema, given, written) as Data;
  return [frontMatter, schema.safeParse({ ...frontMatter }) as ReturnType<T["safeParse"]>];
}

function without(data: Data, key: string): Data {
  const { [key]: _, ...others } = data;
  return Object.assign(emptyData(), others);
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
