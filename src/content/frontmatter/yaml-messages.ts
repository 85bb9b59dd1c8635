/** Explains errors of the YAML library in the words of authors. */

import type { YAMLError, YAMLWarning } from "yaml";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import { explainYaml } from "./yaml-errors.js";

/** A block of YAML that can convert its offsets to positions in the file. */
export interface YamlText {
  readonly text: string;
  readonly source: string;
  at(offset: number): Position;
}

/** Characters that give a value another meaning in YAML, with that meaning. */
const OPENERS: Readonly<Record<string, string>> = {
  "*": "starts an alias",
  "&": "starts an anchor",
  "!": "starts a tag",
  "%": "cannot start a value",
  "@": "cannot start a value",
  "`": "cannot start a value",
};

/** A value and the text before it on its line. */
const VALUE = /^([ \t]*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s"'#[{][^:#]*):[ \t]+)?)(\S.*)$/s;

interface LineValue {
  readonly before: string;
  readonly value: string;
  /** The offset of the value in the block. */
  readonly offset: number;
}

/** The value on the line of an offset. */
function valueOnLine(text: string, offset: number): LineValue | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0] ?? "";
  if (line.length > 1000) return undefined;
  const [, before, value] = VALUE.exec(line.trimEnd()) ?? [];
  return before === undefined || value === undefined
    ? undefined
    : { before, value, offset: start + before.length };
}

function inQuotes(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A hint that shows the value at an offset in quotes. */
export function quoteHint(text: string, offset: number): string {
  const found = valueOnLine(text, offset);
  // In a list or map on one line, the value is a part of the line.
  const isWhole = found !== undefined && found.offset === offset;
  const value = isWhole ? found.value : /^[^,\]}\n]*/.exec(text.slice(offset, offset + 200))?.[0].trim();
  return `Put it in quotes: \`${isWhole ? found.before.trimStart() : ""}${inQuotes(value ?? "")}\`.`;
}

/** Reports a value that starts with a special character of YAML. */
export function openerDiagnostic({ text, source, at }: YamlText, offset: number): Diagnostic {
  const mark = text[offset] ?? "";
  const written = /^\S*?(?=[\s,\]}]|$)/.exec(text.slice(offset, offset + 200))?.[0] ?? mark;
  return diagnostic(
    "front-matter-yaml",
    { file: source, ...at(offset), length: Math.max(1, written.length) },
    `\`${mark}\` ${OPENERS[mark] ?? "means something else"} in YAML, so \`${written}\` is not text.`,
    quoteHint(text, offset),
  );
}

/** The diagnostic for an error or a warning of the library. */
export function yamlDiagnostic(error: YAMLError | YAMLWarning, yaml: YamlText): Diagnostic {
  const { text, source, at } = yaml;
  const [offset, end] = error.pos;
  const place = {
    file: source,
    ...at(offset),
    length: Math.max(1, Math.min(end - offset, text.slice(offset).split("\n", 1)[0]?.length ?? 1)),
  };
  if (error.code === "DUPLICATE_KEY") {
    const key = /^[^:\s]+/.exec(text.slice(offset))?.[0] ?? "";
    return diagnostic(
      "front-matter-duplicate",
      { ...place, length: Math.max(1, key.length) },
      `The key \`${key}\` appears here a second time.`,
      "Remove one of the two.",
    );
  }
  if (error.code === "TAB_AS_INDENT")
    return diagnostic("front-matter-yaml", place, "A tab cannot indent YAML.", "Use spaces.");
  if (error.code === "RESOURCE_EXHAUSTION") return tooDeep(yaml, offset);
  const line = valueOnLine(text, offset);
  if (line !== undefined && Object.hasOwn(OPENERS, line.value[0] ?? ""))
    return openerDiagnostic(yaml, line.offset);
  if (error.code === "TAG_RESOLVE_FAILED" || text[offset] === "!") return openerDiagnostic(yaml, offset);
  const unquoted = /^\s*([\w-]+):\s+([^"'|>\s][^:]*:.*)$/.exec(
    line === undefined ? "" : line.before + line.value,
  );
  const [message, hint = quoteHint(text, line?.offset ?? offset)] = explainYaml(error.message);
  return diagnostic(
    "front-matter-yaml",
    place,
    message,
    unquoted ? `Put it in quotes: \`${unquoted[1]}: ${inQuotes(unquoted[2] ?? "")}\`.` : hint,
  );
}

/** Reports lists and maps that are nested too deeply. */
export function tooDeep({ source, at }: YamlText, offset: number): Diagnostic {
  return diagnostic(
    "front-matter-yaml",
    { file: source, ...at(offset), length: 1 },
    "Lists and maps are nested too deeply here.",
    "Use fewer levels.",
  );
}
