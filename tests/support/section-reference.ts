/** The reference of sections, from their schemas. */

import { metaOf, unwrapped, type Schema } from "../../src/content/sections/section-schema.js";
import { frame, head } from "../../src/content/sections/fields.js";
import { sectionSchemas } from "../../src/content/sections/registry.js";

/** The kind of a field's value, in words. */
function kindOf(schema: Schema): string {
  const meta = metaOf(schema);
  const inner = unwrapped(schema);
  if (meta.markdown === "inline") return "Markdown, one line";
  if (meta.markdown === "block") return "Markdown";
  if (meta.address === "endpoint") return "URL of a form";
  if (meta.address !== undefined) return "URL";
  if (meta.code === true) return "code";
  const { type = "", element, options } = inner.def ?? {};
  if (type === "array" && element !== undefined)
    return element.shape === undefined ? `list of ${kindOf(element)}` : "list";
  if (type === "object") return "map";
  if (type === "enum")
    return ((inner as unknown as { options: string[] }).options ?? [])
      .map((word) => `\`${word}\``)
      .join(", ");
  if (type === "boolean") return "`true` or `false`";
  if (type === "number") return "number";
  if (type === "union")
    return (options ?? [])
      .map((option) =>
        option.def?.type === "literal" ? (option as unknown as { value: unknown }).value : kindOf(option),
      )
      .join(", ");
  return "text";
}

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly description: string;
}

function rowsOf(schema: Schema, prefix = ""): Row[] {
  return Object.entries(schema.shape ?? {}).flatMap(([key, field]) => {
    const name = prefix + key;
    const inner = unwrapped(field);
    const row = {
      name,
      kind: kindOf(field),
      required: field.def?.type !== "optional",
      description: metaOf(field).description ?? "",
    };
    const element = inner.def?.element;
    if (element?.shape !== undefined) return [row, ...rowsOf(element, `${name}[].`)];
    // The parts of an image and the like are the same everywhere, and have a separate table.
    const isShared = metaOf(field).code === true || "alt" in (inner.shape ?? {});
    return inner.shape === undefined || isShared
      ? [{ ...row, kind: "alt" in (inner.shape ?? {}) ? "image" : row.kind }]
      : [row, ...rowsOf(inner, `${name}.`)];
  });
}

const table = (rows: readonly Row[]) =>
  [
    "| field | value | |",
    "|---|---|---|",
    ...rows.map(
      ({ name, kind, required, description }) =>
        `| \`${name}\` | ${kind} | ${required ? "**Required.** " : ""}${description} |`,
    ),
  ].join("\n");

/** The reference as Markdown: the fields that every section has, then each section. */
export function sectionReference(example: (type: string) => string): string {
  const shared = Object.keys(head);
  const sections = Object.entries(sectionSchemas).map(([type, schema]) => {
    const own = rowsOf(schema as unknown as Schema).filter(
      ({ name, required }) => !shared.includes(name) || (name === "title" && required),
    );
    return (
      `### ${type}\n\n${metaOf(schema as unknown as Schema).description ?? ""}\n\n\`\`\`yaml\n` +
      `${example(type)}\n\`\`\`\n\n${table(own)}\n`
    );
  });
  const { image } = sectionSchemas.hero.shape;
  const { code } = sectionSchemas.hero.shape;
  return [
    "### Fields of every section {#every-section}\n\n" +
      `${table([...rowsOf(frame as unknown as Schema), ...rowsOf({ shape: head } as unknown as Schema)])}\n`,
    "### Images {#pictures}\n\nFields of an image:\n\n" +
      `${table(rowsOf(unwrapped(image as unknown as Schema)))}\n`,
    `### Code\n\nFields of code:\n\n${table(rowsOf(unwrapped(code as unknown as Schema)))}\n`,
    ...sections,
  ].join("\n");
}
