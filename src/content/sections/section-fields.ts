/** Renders the fields of a section by their schema: Markdown becomes HTML, and URLs become placeholders. */

import type { Trust } from "../../config/options.js";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { LINK_MARK } from "../../model/placeholders.js";
import type { Data, Diagnostic, Link, Position } from "../../model/model.js";
import { staysAsItIs } from "../html/urls.js";
import { unsafeUrl } from "../lint/unsafe-url.js";
import { markOf } from "../markdown/links.js";
import type { Markdown } from "../markdown/markdown.js";
import { nearestPosition } from "../frontmatter/key-positions.js";
import type { FieldMeta } from "./fields.js";
import { findText } from "./section-positions.js";
import { chosen, metaOf, type Schema } from "./section-schema.js";
import { isObject } from "../../utils/is-record.js";

export interface FieldContext {
  readonly positions: Readonly<Record<string, Position>>;
  readonly source: string;
  readonly lines: readonly string[];
  readonly markdown: Markdown;
  readonly trust: Trust;
  /** The page's links, ids and diagnostics. The renderer adds to them. */
  readonly links: Link[];
  readonly ids: Set<string>;
  readonly diagnostics: Diagnostic[];
}

type Path = readonly (string | number)[];

/** Renders a value by its schema. `path` is relative to `sections`. */
export type RenderField = (schema: Schema, value: unknown, path: Path) => Promise<unknown>;

export function createFieldRenderer(context: FieldContext): RenderField {
  const renderer = new FieldRenderer(context);
  return (schema, value, path) => renderer.render(schema, value, path);
}

class FieldRenderer {
  constructor(private readonly context: FieldContext) {}

  /** `lacksSize`: whether the value is the URL of an image that may have a size. */
  async render(schema: Schema, value: unknown, path: Path, lacksSize = false): Promise<unknown> {
    if (typeof value === "string") return this.text(metaOf(schema), value, path, lacksSize);
    const inner = chosen(schema, value);
    if (metaOf(inner).code === true) return this.code(value as CodeValue, path);
    if (Array.isArray(value)) return this.list(inner, value, path);
    const { shape } = inner;
    if (!isObject(value) || shape === undefined) return value;
    return this.map(shape, value as Data, path);
  }

  private text(meta: FieldMeta, value: string, path: Path, lacksSize: boolean): string | Promise<string> {
    if (meta.address !== undefined) return this.address(meta.address, value, path, lacksSize);
    if (meta.markdown === undefined) return clean(value);
    return this.markdown(clean(value), meta.markdown === "inline", path);
  }

  private async list(schema: Schema, value: readonly unknown[], path: Path): Promise<readonly unknown[]> {
    const { element } = schema.def ?? {};
    const items: unknown[] = [];
    for (const [index, item] of value.entries())
      items.push(element === undefined ? item : await this.render(element, item, [...path, index]));
    return items;
  }

  private async map(shape: NonNullable<Schema["shape"]>, value: Data, path: Path): Promise<Data> {
    const fields: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(value)) {
      const next = Object.hasOwn(shape, key) ? shape[key] : undefined;
      const lacksSize = key === "src" && mayHaveSize(shape, value);
      fields[key] = next === undefined ? field : await this.render(next, field, [...path, key], lacksSize);
    }
    return fields;
  }

  private address(
    kind: "link" | "image" | "endpoint",
    written: string,
    path: Path,
    lacksSize: boolean,
  ): string {
    const { source, lines, trust, links, diagnostics } = this.context;
    const href = written.trim();
    const place = this.placeOf(path);
    const at = () => ({ file: source, ...findText(lines, place, href), length: Math.max(1, href.length) });
    const unsafe = unsafeUrl(kind === "image" ? "image" : "link", href, at, trust);
    if (unsafe !== undefined) diagnostics.push(unsafe);
    if (kind === "endpoint") {
      if (trust === "text") diagnostics.push(untrustedForm(at()));
      return clean(href);
    }
    const { line, column } = at();
    const stays = staysAsItIs(href);
    links.push({ kind, href, line, column, ...(lacksSize && kind === "image" && !stays && { lacksSize }) });
    return stays ? clean(href) : markOf(links.length - 1);
  }

  private async markdown(body: string, inline: boolean, path: Path): Promise<string> {
    const { source, lines, markdown, links, ids, diagnostics } = this.context;
    const from = this.placeOf(path);
    const text = { body, bodyLine: from.line, source, inline, taken: ids };
    const rendered = inline ? markdown.render(text) : await markdown.renderHighlighted(text);
    const first = links.length;
    let after = from;
    for (const link of rendered.links) {
      after = findText(lines, after, link.href);
      links.push({ ...link, line: after.line, column: after.column });
    }
    for (const id of rendered.ids) ids.add(id);
    // The text may be folded or indented in YAML, so its lines and columns differ from those of the file.
    diagnostics.push(
      ...rendered.diagnostics.map((found) => ({ ...found, line: from.line, column: from.column })),
    );
    return rendered.html.replace(MARKS, (mark) =>
      mark.replace(/\d+/g, (number) => String(first + Number(number))),
    );
  }

  /** Code is rendered as a code block of Markdown, so that it looks and works as one. */
  private code(value: CodeValue, path: Path): Promise<string> {
    const longest = Math.max(2, ...[...value.text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    const language = (value.language ?? "text").replace(/\s/g, "");
    const title = value.title === undefined ? "" : ` title="${value.title.replace(/["\n]/g, "'")}"`;
    const text = clean(value.text).replace(/(?<!\n)\n*$/, "\n");
    return this.markdown(`${fence}${language}${title}\n${text}${fence}\n`, false, path);
  }

  private placeOf(path: Path): Position {
    return nearestPosition(["sections", ...path], this.context.positions);
  }
}

function untrustedForm(place: Place): Diagnostic {
  return diagnostic(
    "unsafe-url",
    place,
    'With `trust: "text"`, pages cannot have forms, because they would send data of visitors elsewhere.',
    "Remove the form.",
  );
}

interface CodeValue {
  readonly text: string;
  readonly language?: string;
  readonly title?: string;
}

const MARKS = new RegExp(`${LINK_MARK}[=\\d]+${LINK_MARK}`, "g");

/** Whether a map is an image that may have a size and has none. */
function mayHaveSize(shape: NonNullable<Schema["shape"]>, value: Data): boolean {
  return (
    shape["width"] !== undefined &&
    shape["height"] !== undefined &&
    value["width"] === undefined &&
    value["height"] === undefined
  );
}

/** YAML can contain any character, so the placeholder character is replaced. */
function clean(text: string): string {
  return text.replaceAll(LINK_MARK, "\ufffd");
}
