/** Checks a page's `sections` against their schemas and renders their Markdown. */

import { issueText } from "../frontmatter/issue-text.js";
import { didYouMean } from "../../utils/look-alikes.js";
import type { ZodType } from "zod";
import type { Trust } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Link, Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { Markdown } from "../markdown/markdown.js";
import { nearestPosition, type SiteSchema } from "../frontmatter/schema.js";
import { pathName, withText, writtenIn, type Written } from "../frontmatter/scalar-text.js";
import { createFieldRenderer } from "./section-fields.js";
import { findKey } from "./section-positions.js";
import { frame, ownFrame } from "./fields.js";
import { sectionSchemas } from "./registry.js";
import { unknownKeys, type Schema } from "./section-schema.js";

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
    (Array.isArray(sections) && sections.some((item) => isMap(item) && typeof item["type"] === "string"))
  );
}

/** Checks and renders sections. Values with errors are left out. */
export async function readSections(input: SectionsInput): Promise<ReadSections> {
  const { frontMatter, positions, source } = input;
  const diagnostics: Diagnostic[] = [];
  const links = [...input.links];
  const ids = new Set(input.ids);
  const report = (
    code: "section-field" | "section-unknown",
    place: Position & { readonly length?: number },
    message: string,
    hint?: string,
  ) => void diagnostics.push(diagnostic(code, { file: source, ...place }, message, hint));
  const at = (path: readonly PropertyKey[]) => nearestPosition(["sections", ...path], positions);
  const list = frontMatter["sections"];
  if (!Array.isArray(list)) {
    report(
      "section-field",
      at([]),
      "`sections` must be a list.",
      "Start each section with a hyphen and a `type`.",
    );
    return { sections: [], links, ids: [...ids], diagnostics };
  }
  const schemas: Readonly<Record<string, SiteSchema>> = { ...sectionSchemas, ...input.own };
  const renderField = createFieldRenderer({ ...input, links, ids, diagnostics });
  const sections: Data[] = [];
  const writtenAt = writtenIn(() => input.lines, positions);
  for (const [index, given] of (list as readonly unknown[]).entries()) {
    const written: Written = (path, value) => writtenAt(["sections", index, ...path], value);
    const section = withText(frame as unknown as Schema, given, written);
    const type = isMap(section) ? section["type"] : undefined;
    const schema = typeof type === "string" && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    if (!isMap(section) || schema === undefined) {
      report(
        "section-unknown",
        at([index, ...(type === undefined ? [] : ["type"])]),
        ...unknownType(type, Object.keys(schemas)),
      );
      continue;
    }
    const before = diagnostics.length;
    const common = Object.hasOwn(input.own, String(type)) ? ownFrame(schema.shape) : frame;
    const known = [...new Set([...Object.keys(common.shape), ...Object.keys(schema.shape)])];
    for (const { path, key, names } of unknownKeys(schema as unknown as Schema, section, known)) {
      const meant = nearest(key, names);
      const value = at([index, ...path, key]);
      report(
        "section-field",
        { ...findKey(input.lines, key, value), length: key.length },
        `The section \`${String(type)}\` has no field ${pathName([...path, key])}.`,
        meant === undefined
          ? `Use one of ${names.map((name) => `\`${name}\``).join(", ")}.`
          : didYouMean(key, meant),
      );
    }
    const around = withText(common as unknown as Schema, section, written) as Data;
    const framed = common.safeParse(around);
    const own = Object.fromEntries(
      Object.entries(section).filter(
        ([key]) => Object.hasOwn(schema.shape, key) || !Object.hasOwn(common.shape, key),
      ),
    );
    const fields = withText(schema as unknown as Schema, own, written) as Data;
    const parsed = schema.safeParse(fields);
    for (const issue of [...(framed.error?.issues ?? []), ...(parsed.error?.issues ?? [])]) {
      const path = [index, ...issue.path];
      report(
        "section-field",
        at(path),
        `${pathName(["sections", ...path])} ${issueText(issue.message).replace(/\.?$/, ".")}`,
        `The fields of \`${String(type)}\` are ${Object.keys(schema.shape)
          .map((name) => `\`${name}\``)
          .join(", ")}.`,
      );
    }
    const { id } = section;
    if (typeof id === "string" && ids.has(id))
      report(
        "section-field",
        at([index, "id"]),
        `The id \`${id}\` is already used on the page.`,
        "Choose another one.",
      );
    const isValid = diagnostics.length === before && parsed.data !== undefined;
    if (typeof id === "string") ids.add(id);
    const { tone } = section;
    // Valid fields of a section with an error are read anyway, so that their links and ids are checked in the
    // same run.
    const right =
      parsed.data ??
      Object.fromEntries(
        Object.entries(fields).filter(
          ([key, value]) => (schema.shape[key] as ZodType | undefined)?.safeParse(value).success === true,
        ),
      );
    const headFields = Object.fromEntries(
      Object.entries(around).filter(
        ([key]) => Object.hasOwn(common.shape, key) && !Object.hasOwn(frame.shape, key),
      ),
    );
    const rendered = {
      ...((await renderField(common as unknown as Schema, headFields, [index])) as Data),
      ...((await renderField(schema as unknown as Schema, right, [index])) as Data),
    };
    if (!isValid) continue;
    sections.push({
      ...rendered,
      type,
      ...(id !== undefined && { id }),
      ...(tone !== undefined && { tone }),
    });
  }
  return { sections, links, ids: [...ids], diagnostics };
}

function unknownType(type: unknown, known: readonly string[]): [message: string, hint: string] {
  const all = `The types are ${known.map((name) => `\`${name}\``).join(", ")}.`;
  if (typeof type !== "string") return ["A section must have a `type`.", all];
  const meant = nearest(type, known);
  return [
    `Unknown section type \`${type}\`.`,
    meant === undefined ? `${all} Add your own with \`sections\` in .eleventy.ts.` : didYouMean(type, meant),
  ];
}

function isMap(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
