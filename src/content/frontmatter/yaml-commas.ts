/** Commas that end a text in `{ }` and `[ ]`, where its author meant one text. */

import { isScalar, type Pair } from "yaml";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import type { YamlText } from "./yaml-messages.js";
import { isObject } from "../../utils/is-record.js";

/** In `{ }` and `[ ]`, a comma ends a text. */
export function checkCommas(items: readonly unknown[], yaml: YamlText): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (let index = 1; index < items.length; index += 1) {
    const [before, after] = [plainEnd(items[index - 1]), plainEnd(items[index])];
    if (before === undefined || after === undefined || !isCutOff(items[index], before, after, yaml.text))
      continue;
    const [start, end] = [before.start, after.end];
    let last = end;
    // `{ text: one, two, three }` was meant as one text.
    for (
      let piece = plainEnd(items[index + 1]);
      isBareKey(items[index + 1]);
      piece = plainEnd(items[index + 1])
    ) {
      last = piece?.end ?? last;
      index += 1;
    }
    const written = yaml.text.slice(start, last).trim();
    const key = before.key === undefined ? "" : `${before.key}: `;
    found.push(
      diagnostic(
        "front-matter-yaml",
        { file: yaml.source, ...yaml.at(start), length: Math.max(1, last - start) },
        `A comma ends a value inside ${before.key === undefined ? "`[ ]`" : "`{ }`"}, so ` +
          `\`${written}\` is not one text.`,
        `Put it in quotes: \`${key}"${written.replaceAll('"', '\\"')}"\`.`,
      ),
    );
  }
  return found;
}

interface PlainEnd {
  readonly start: number;
  readonly end: number;
  /** The key before it, in a map. */
  readonly key?: string;
}

/** The range of an entry's unquoted text; undefined if it is quoted or not text. */
function plainEnd(item: unknown): PlainEnd | undefined {
  const isEntry = isObject(item) && "key" in item;
  const pair = item as Pair;
  const node = isEntry ? (isBareKey(item) ? pair.key : pair.value) : item;
  if (!isScalar(node) || node.type !== "PLAIN" || !node.range) return undefined;
  return {
    start: node.range[0],
    end: node.range[1],
    ...(isEntry && !isBareKey(item) && isScalar(pair.key) && { key: String(pair.key.value) }),
  };
}

/** Whether an entry of `{ }` is a key without a colon. */
function isBareKey(item: unknown): boolean {
  return isObject(item) && "key" in item && item["value"] === null && isScalar(item["key"]);
}

/** Whether an entry continues the text before it. In a list, only digits show it: `12,000`. */
function isCutOff(item: unknown, before: PlainEnd, after: PlainEnd, text: string): boolean {
  if (isBareKey(item)) return before.key !== undefined;
  if (before.key !== undefined || after.key !== undefined || after.start !== before.end + 1) return false;
  return (
    /\d$/.test(text.slice(before.start, before.end)) &&
    /^(?:0\d\d(?!\d)|\d{3} \p{L})/u.test(text.slice(after.start, after.end))
  );
}
