/** Reports YAML that is valid but drops text silently. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { diagnostic, type DiagnosticCode } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { MAX_DEPTH, FORBIDDEN } from "../../utils/data-objects.js";
import { forbiddenInHtml } from "../html/characters.js";
import { codePoint, INVISIBLE } from "../../utils/invisible.js";
import { checkCommas } from "./yaml-commas.js";
import { openerDiagnostic, quoteHint, tooDeep, type YamlText } from "./yaml-messages.js";

/** Tags of plain values. Other tags create objects that no page can show. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq", "timestamp"].map(
    (name) => `tag:yaml.org,2002:${name}`,
  ),
);

type Node = { readonly range?: readonly number[] | null | undefined } | null | undefined;

/** Checks all nodes in their written order. */
export function checkNodes(document: Document, yaml: YamlText): Diagnostic[] {
  const { text } = yaml;
  const diagnostics: Diagnostic[] = [];
  const anchors = new Map<string, unknown>();
  const used = new Set<string>();
  const named: (Scalar | YAMLMap | YAMLSeq)[] = [];
  const hasComplexKeys = /^[ \t]*\?(?:\s|$)/m.test(text);
  let read = 0;
  // An explicit stack, because recursion would overflow on deeply nested data.
  const stack: { readonly node: unknown; readonly depth: number }[] = [{ node: document.contents, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    const offset = offsetOf(node as Node);
    if (depth > MAX_DEPTH) return [tooDeep(yaml, offset)];
    if (isAlias(node)) used.add(node.source);
    if (isAlias(node) && !anchors.has(node.source)) diagnostics.push(openerDiagnostic(yaml, offset));
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) continue;
    if (node.anchor !== undefined) {
      anchors.set(node.anchor, node);
      named.push(node);
    }
    diagnostics.push(...checkTag(node, offset, yaml));
    if (isScalar(node)) {
      if (hasComplexKeys) diagnostics.push(...checkGap(read, offset, yaml));
      diagnostics.push(...checkScalar(node, offset, yaml));
      read = Math.max(read, node.range?.[1] ?? 0);
    } else {
      diagnostics.push(...checkCollection(node, offset, anchors, yaml));
      for (const child of childrenOf(node).reverse()) stack.push({ node: child, depth: depth + 1 });
    }
  }
  return [...diagnostics, ...checkUnused(named.filter(isScalar), used, yaml)];
}

/** Anchors of texts that nothing uses: the author meant an `&`. */
function checkUnused(named: readonly Scalar[], used: ReadonlySet<string>, yaml: YamlText): Diagnostic[] {
  return named
    .filter(({ anchor = "" }) => !used.has(anchor))
    .map((node) => openerDiagnostic(yaml, yaml.text.lastIndexOf(`&${node.anchor}`, offsetOf(node))));
}

/** A tag that makes an object of its value. */
function checkTag({ tag }: Scalar | YAMLMap | YAMLSeq, offset: number, yaml: YamlText): Diagnostic[] {
  if (tag === undefined || PLAIN_TAGS.has(tag)) return [];
  const start = yaml.text.lastIndexOf("!", offset);
  return [openerDiagnostic(yaml, yaml.text.lastIndexOf(" !", offset) + 1 || start)];
}

function checkCollection(
  node: YAMLMap | YAMLSeq,
  offset: number,
  anchors: ReadonlyMap<string, unknown>,
  yaml: YamlText,
): Diagnostic[] {
  const commas = node.flow === true ? checkCommas(node.items, yaml) : [];
  if (!isMap(node)) return commas;
  return [
    ...commas,
    ...node.items.flatMap((pair) => [
      ...checkPair(pair, offset, anchors, yaml),
      ...checkKeyComment(pair, yaml),
    ]),
  ];
}

function childrenOf(node: YAMLMap | YAMLSeq): unknown[] {
  return isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [...node.items];
}

function offsetOf(node: Node): number {
  return node?.range?.[0] ?? 0;
}

function report(
  { source, at }: YamlText,
  code: DiagnosticCode,
  offset: number,
  length: number,
  message: string,
  hint: string,
): Diagnostic {
  return diagnostic(code, { file: source, ...at(offset), length: Math.max(1, length) }, message, hint);
}

/** After a `? key`, the library drops a list with the same indentation. */
function checkGap(from: number, to: number, yaml: YamlText): Diagnostic[] {
  const gap = yaml.text.slice(from, to).replace(/(^|\s)#[^\n]*|[&!*]\S+/g, (left) => " ".repeat(left.length));
  const lost = /[\p{L}\p{N}]/u.exec(gap);
  if (lost === null) return [];
  const line = yaml.text.slice(from + lost.index, to).split("\n", 1)[0] ?? "";
  return [
    report(
      yaml,
      "front-matter-yaml",
      from + lost.index,
      line.length,
      `\`${line.slice(0, 40)}\` belongs to no key, so it would be lost.`,
      "Write a key with its value: `key: value`.",
    ),
  ];
}

function checkPair(
  pair: Pair,
  map: number,
  anchors: ReadonlyMap<string, unknown>,
  yaml: YamlText,
): Diagnostic[] {
  if (isMap(pair.key) || isSeq(pair.key)) {
    const isTemplate = yaml.text.startsWith("{{", map);
    return [
      report(
        yaml,
        "front-matter-type",
        isTemplate ? map : offsetOf(pair.key),
        isTemplate ? 2 : 1,
        isTemplate ? "`{{` starts a map in YAML, so this is not text." : "A key must be text.",
        quoteHint(yaml.text, isTemplate ? map : offsetOf(pair.key)),
      ),
    ];
  }
  if (!isScalar(pair.key)) return [];
  const offset = offsetOf(pair.key);
  // The library uses a symbol as the key of a merging `<<`.
  if (typeof pair.key.value === "symbol") return checkMerge(pair, anchors, yaml);
  const key = String(pair.key.value);
  if (FORBIDDEN.has(key))
    return [
      report(
        yaml,
        "front-matter-key",
        offset,
        key.length,
        `The key \`${key}\` is reserved, because it would affect other pages.`,
        "Choose another name.",
      ),
    ];
  const hidden = INVISIBLE.exec(key);
  if (hidden === null) return [];
  return [
    report(
      yaml,
      "front-matter-invisible",
      offset + hidden.index,
      1,
      `The key \`${key.replace(INVISIBLE, "")}\` contains an invisible character, ${codePoint(hidden[0])}.`,
      "Type the key again.",
    ),
  ];
}

/** `<<: *name` merges one map or several. */
function checkMerge(
  { key, value }: Pair,
  anchors: ReadonlyMap<string, unknown>,
  yaml: YamlText,
): Diagnostic[] {
  const resolved = (node: unknown): unknown => (isAlias(node) ? anchors.get(node.source) : node);
  const source = resolved(value);
  const all = isSeq(source) ? source.items.map(resolved) : [source];
  // An alias without an anchor is reported elsewhere.
  if (all.every((one) => isMap(one) || one === undefined)) return [];
  const offset = offsetOf((value as Node) ?? (key as Node));
  return [
    report(
      yaml,
      "front-matter-yaml",
      offset,
      1,
      "`<<` merges another map into this one, but its value is not a map.",
      'Use the alias of a map: `<<: *name`. If `<<` is a key of your own, put it in quotes: `"<<"`.',
    ),
  ];
}

function checkScalar(node: Scalar, offset: number, yaml: YamlText): Diagnostic[] {
  const { value } = node;
  if (value === null && node.source === "") return checkComment(node, offset, yaml);
  if (typeof value !== "string") return [];
  const forbidden = forbiddenInHtml(value);
  if (forbidden !== undefined)
    return [
      report(
        yaml,
        "character-forbidden",
        offset,
        (node.range?.[1] ?? offset) - offset,
        `This text contains ${codePoint(forbidden)}, a character that HTML does not allow.`,
        "Remove its escape.",
      ),
    ];
  return node.type === "PLAIN" ? checkComment(node, offset, yaml) : [];
}

/** A `#` after a key, before a list or map on the next lines: `note: #5` and then `- one`. */
function checkKeyComment({ key, value }: Pair, yaml: YamlText): Diagnostic[] {
  if (!isScalar(key) || !(isMap(value) || isSeq(value)) || value.flow === true) return [];
  const end = key.range?.[1] ?? 0;
  const colon = /^[ \t]*:/.exec(yaml.text.slice(end, end + 50))?.[0].length;
  return colon === undefined ? [] : commentAt(end + colon, undefined, yaml);
}

/** `#5` after a space, and `#0f766e` alone, are comments. Real ones usually have a space after `#`. */
function checkComment(node: Scalar, offset: number, yaml: YamlText): Diagnostic[] {
  return commentAt(node.range?.[1] ?? offset, node.value === null ? undefined : offset, yaml);
}

/** Reports the comment at `end` if it looks like text. The value before it starts at `offset`. */
function commentAt(end: number, offset: number | undefined, yaml: YamlText): Diagnostic[] {
  const comment = /^[ \t]*(#[^\s#!][^\n]*)/.exec(yaml.text.slice(end, end + 500));
  if (comment?.[1] === undefined) return [];
  const start = end + comment[0].length - comment[1].length;
  return [
    report(
      yaml,
      "front-matter-comment",
      start,
      comment[1].length,
      `A \`#\` after a space starts a comment in YAML, so \`${comment[1].slice(0, 40)}\` is not ` +
        "part of the value.",
      `${quoteHint(yaml.text, offset ?? start)} Before a comment, write \`# \`.`,
    ),
  ];
}
