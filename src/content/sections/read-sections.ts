/** Checks a page's `sections` against their schemas and renders their Markdown. */

import { issueText } from "../frontmatter/issue-text.js";
import { didYouMean } from "../../utils/look-alikes.js";
import type { ZodType } from "zod";
import type { Trust } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Link, Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { Markdown } from "../markdown/markdown.js";
import { nearestPosition } from "../frontmatter/key-positions.js";
import type { SiteSchema } from "../frontmatter/schema.js";
import { pathName, withText, writtenIn, type Written } from "../frontmatter/scalar-text.js";
import { createFieldRenderer, type RenderField } from "./section-fields.js";
import { findKey } from "./section-positions.js";
import { frame, ownFrame } from "./fields.js";
import { sectionSchemas } from "./registry.js";
import { unknownKeys, type Schema } from "./section-schema.js";
import { isDataRecord } from "../../utils/is-record.js";

export interface SectionsInput {
  readonly frontMatter: Data;
  readonly positions: Readonly<Record<string, Position>>;
  readonly source: string;
  /** The lines of the file. */
  readonly lines: readonly string[];
  readonly markdown: Markdown;
  readonly trust: Trust;
  /** The site's own sections. */
  readonly own: Readonly<Record<string, SiteSchema>>;
  /** The links and ids of the body. The sections continue their numbers and do not repeat ids. */
  readonly links: readonly Link[];
  readonly ids: readonly string[];
}

export interface ReadSections {
  readonly sections: readonly Data[];
  /** Of the body first, then of the sections. */
  readonly links: readonly Link[];
  readonly ids: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Whether `sections` in this front matter are Handbill's: a list of maps, at least one with a `type`. A site
 * may use the key for something else, but untrusted pages are always checked.
 */
export function hasSections({ sections, layout }: Data, trust: Trust = "author"): boolean {
  if (sections === undefined) return false;
  return (
    trust === "text" ||
    layout === "landing" ||
    (Array.isArray(sections) &&
      sections.some((item) => isDataRecord(item) && typeof item["type"] === "string"))
  );
}

/** Checks and renders sections. Values with errors are left out. */
export async function readSections(input: SectionsInput): Promise<ReadSections> {
  const reader = new SectionReader(input);
  const list = input.frontMatter["sections"];
  const sections: Data[] = [];
  if (!Array.isArray(list)) reader.reportNoList();
  else
    for (const [index, given] of (list as readonly unknown[]).entries()) {
      const section = await reader.read(given, index);
      if (section !== undefined) sections.push(section);
    }
  const { links, ids, diagnostics } = reader;
  return { sections, links, ids: [...ids], diagnostics };
}

/** A section and the schemas that its fields follow. */
interface Typed {
  readonly index: number;
  readonly type: string;
  readonly section: Data;
  readonly schema: SiteSchema;
  /** The fields that sections of any type have. */
  readonly common: Common;
}

type Common = ReturnType<typeof ownFrame> | typeof frame;

/** The fields of a section by the schema that checks them. */
interface Fields {
  readonly common: Data;
  /** Those of its own type, as far as they are valid. */
  readonly valid: Data;
  readonly isValid: boolean;
}

class SectionReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly links: Link[];
  readonly ids: Set<string>;
  private readonly schemas: Readonly<Record<string, SiteSchema>>;
  private readonly renderField: RenderField;
  private readonly writtenAt: Written;

  constructor(private readonly input: SectionsInput) {
    this.links = [...input.links];
    this.ids = new Set(input.ids);
    this.schemas = { ...sectionSchemas, ...input.own };
    this.renderField = createFieldRenderer({
      ...input,
      links: this.links,
      ids: this.ids,
      diagnostics: this.diagnostics,
    });
    this.writtenAt = writtenIn(() => input.lines, input.positions);
  }

  reportNoList(): void {
    this.report(
      "section-field",
      this.at([]),
      "`sections` must be a list.",
      "Start each section with a hyphen and a `type`.",
    );
  }

  /** One section; undefined where something is wrong with it. */
  async read(given: unknown, index: number): Promise<Data | undefined> {
    const written: Written = (path, value) => this.writtenAt(["sections", index, ...path], value);
    const typed = this.typeOf(withText(frame as unknown as Schema, given, written), index);
    if (typed === undefined) return undefined;
    const before = this.diagnostics.length;
    this.reportUnknown(typed);
    const fields = this.check(typed, written);
    const { id, tone } = typed.section;
    if (typeof id === "string") this.takeId(id, index);
    const isValid = this.diagnostics.length === before && fields.isValid;
    const rendered = await this.render(typed, fields);
    if (!isValid) return undefined;
    return {
      ...rendered,
      type: typed.type,
      ...(id !== undefined && { id }),
      ...(tone !== undefined && { tone }),
    };
  }

  private typeOf(section: unknown, index: number): Typed | undefined {
    const type = isDataRecord(section) ? section["type"] : undefined;
    const schema =
      typeof type === "string" && Object.hasOwn(this.schemas, type) ? this.schemas[type] : undefined;
    if (isDataRecord(section) && typeof type === "string" && schema !== undefined) {
      const common = Object.hasOwn(this.input.own, type) ? ownFrame(schema.shape) : frame;
      return { index, type, section, schema, common };
    }
    const place = this.at([index, ...(type === undefined ? [] : ["type"])]);
    this.report("section-unknown", place, ...unknownType(type, Object.keys(this.schemas)));
    return undefined;
  }

  private reportUnknown({ index, type, section, schema, common }: Typed): void {
    const known = [...new Set([...Object.keys(common.shape), ...Object.keys(schema.shape)])];
    for (const { path, key, names } of unknownKeys(schema as unknown as Schema, section, known)) {
      const meant = nearest(key, names);
      const value = this.at([index, ...path, key]);
      this.report(
        "section-field",
        { ...findKey(this.input.lines, key, value), length: key.length },
        `The section \`${type}\` has no field ${pathName([...path, key])}.`,
        meant === undefined ? `Use one of ${listed(names)}.` : didYouMean(key, meant),
      );
    }
  }

  private check({ index, type, section, schema, common }: Typed, written: Written): Fields {
    const around = withText(common as unknown as Schema, section, written) as Data;
    const isOwn = (key: string) => Object.hasOwn(schema.shape, key) || !Object.hasOwn(common.shape, key);
    const own = withText(schema as unknown as Schema, pick(section, isOwn), written) as Data;
    const framed = common.safeParse(around);
    const parsed = schema.safeParse(own);
    for (const issue of [...(framed.error?.issues ?? []), ...(parsed.error?.issues ?? [])]) {
      const path = [index, ...issue.path];
      this.report(
        "section-field",
        this.at(path),
        `${pathName(["sections", ...path])} ${issueText(issue.message).replace(/\.?$/, ".")}`,
        `The fields of \`${type}\` are ${listed(Object.keys(schema.shape))}.`,
      );
    }
    const isRight = (key: string) =>
      (schema.shape[key] as ZodType | undefined)?.safeParse(own[key]).success === true;
    const valid = (parsed.data as Data | undefined) ?? pick(own, isRight);
    return { common: around, valid, isValid: parsed.data !== undefined };
  }

  private takeId(id: string, index: number): void {
    if (this.ids.has(id))
      this.report(
        "section-field",
        this.at([index, "id"]),
        `The id \`${id}\` is already used on the page.`,
        "Choose another one.",
      );
    this.ids.add(id);
  }

  /**
   * The valid fields of an invalid section are rendered too, so that the same run checks its links, and links
   * to its ids.
   */
  private async render({ index, schema, common }: Typed, fields: Fields): Promise<Data> {
    const isHead = (key: string) => Object.hasOwn(common.shape, key) && !Object.hasOwn(frame.shape, key);
    const head = pick(fields.common, isHead);
    return {
      ...((await this.renderField(common as unknown as Schema, head, [index])) as Data),
      ...((await this.renderField(schema as unknown as Schema, fields.valid, [index])) as Data),
    };
  }

  private at(path: readonly PropertyKey[]): Position {
    return nearestPosition(["sections", ...path], this.input.positions);
  }

  private report(
    code: "section-field" | "section-unknown",
    place: Position & { readonly length?: number },
    message: string,
    hint?: string,
  ): void {
    this.diagnostics.push(diagnostic(code, { file: this.input.source, ...place }, message, hint));
  }
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

function pick(data: Data, isWanted: (key: string) => boolean): Data {
  return Object.fromEntries(Object.entries(data).filter(([key]) => isWanted(key)));
}

function unknownType(type: unknown, known: readonly string[]): [message: string, hint: string] {
  const all = `The types are ${listed(known)}.`;
  if (typeof type !== "string") return ["A section must have a `type`.", all];
  const meant = nearest(type, known);
  return [
    `Unknown section type \`${type}\`.`,
    meant === undefined ? `${all} Add your own with \`sections\` in .eleventy.ts.` : didYouMean(type, meant),
  ];
}
