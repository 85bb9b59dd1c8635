/** Renders the fields of a section by their schema: Markdown becomes HTML, and URLs become placeholders. */

import type { Trust } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import { LINK_MARK } from "../../model/placeholders.js";
import type { Data, Diagnostic, Link, Position } from "../../model/model.js";
import { staysAsItIs } from "../html/urls.js";
import { markOf, unsafeUrl } from "../markdown/links.js";
import type { Markdown } from "../markdown/markdown.js";
import { nearestPosition } from "../frontmatter/schema.js";
import { findText } from "./section-positions.js";
import { chosen, metaOf, type Schema } from "./section-schema.js";

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
export function createFieldRenderer(
  context: FieldContext,
): (schema: Schema, value: unknown, path: Path) => Promise<unknown> {
  const { positions, source, lines, markdown, trust, links, ids, diagnostics } = context;
  const placeOf = (path: Path): Position => nearestPosition(["sections", ...path], positions);

  const render = async (schema: Schema, value: unknown, path: Path, lacksSize = false): Promise<unknown> => {
    const meta = metaOf(schema);
    if (typeof value === "string") {
      if (meta.address !== undefined) return address(meta.address, value, path, lacksSize);
      return meta.markdown === undefined
        ? clean(value)
        : markdownField(clean(value), meta.markdown === "inline", path);
    }
    const inner = chosen(schema, value);
    if (metaOf(inner).code === true) return codeField(value as CodeValue, path);
    const { element } = inner.def ?? {};
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries())
        items.push(element === undefined ? item : await render(element, item, [...path, index]));
      return items;
    }
    const { shape } = inner;
    if (typeof value !== "object" || value === null || shape === undefined) return value;
    const fields: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(value)) {
      const next = Object.hasOwn(shape, key) ? shape[key] : undefined;
      fields[key] =
        next === undefined
          ? field
          : await render(next, field, [...path, key], key === "src" && mayHaveSize(shape, value as Data));
    }
    return fields;
  };

  const address = (
    kind: "link" | "image" | "endpoint",
    written: string,
    path: Path,
    lacksSize: boolean,
  ): string => {
    const href = written.trim();
    const place = placeOf(path);
    const at = () => ({ file: source, ...findText(lines, place, href), length: Math.max(1, href.length) });
    const unsafe = unsafeUrl(kind === "image" ? "image" : "link", href, at, trust);
    if (unsafe !== undefined) diagnostics.push(unsafe);
    if (kind === "endpoint") {
      if (trust === "text")
        diagnostics.push(
          diagnostic(
            "unsafe-url",
            at(),
            'With `trust: "text"`, pages cannot have forms, because they would send data of visitors elsewhere.',
            "Remove the form.",
          ),
        );
      return clean(href);
    }
    const { line, column } = at();
    const stays = staysAsItIs(href);
    links.push({ kind, href, line, column, ...(lacksSize && kind === "image" && !stays && { lacksSize }) });
    return stays ? clean(href) : markOf(links.length - 1);
  };

  const markdownField = async (body: string, inline: boolean, path: Path): Promise<string> => {
    if (!inline) await markdown.prepare(body);
    const from = placeOf(path);
    const rendered = markdown.render({ body, bodyLine: from.line, source, inline, taken: ids });
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
  };

  /** Code is rendered as a Markdown code block, so that it looks and works like one. */
  const codeField = (value: CodeValue, path: Path): Promise<string> => {
    const longest = Math.max(2, ...[...value.text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    const title = value.title === undefined ? "" : ` title="${value.title.replace(/["\n]/g, "'")}"`;
    return markdownField(
      `${fence}${(value.language ?? "text").replace(/\s/g, "")}${title}\n${clean(value.text).replace(/(?<!\n)\n*$/, "\n")}${fence}\n`,
      false,
      path,
    );
  };

  return render;
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
