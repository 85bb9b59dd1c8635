/** Reports settings that their schema does not accept. */

import type { z } from "zod";
import { unknownKeys, metaOf, type Schema } from "../content/sections/section-schema.js";
import { catalogue, diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../model/model.js";
import { didYouMean } from "../utils/look-alikes.js";
import { isObject, isRecord } from "../utils/is-record.js";
import { nearest } from "../utils/nearest.js";
import { placeOfKey, placesIn } from "./positions.js";
import { settings, type SettingText } from "./schema.js";
import { language, theme } from "./theme-schema.js";

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;
/** A schema with its messages, for a setting or a part of one. */
type Part = Pick<z.ZodType, "safeParse">;

const NAMES = Object.keys(settings.shape);

/** Reports unknown settings, and values of wrong types with the invalid part of them. */
export function checkSettings(options: object, file: string, text: string): Diagnostic[] {
  const invalid = (place: Position | undefined, message: string, hint?: string) =>
    diagnostic("config-invalid", { file, ...place }, message, hint);
  const diagnostics = Object.entries(options).flatMap(([key, value]: [string, unknown]): Diagnostic[] => {
    if (!isSetting(key)) {
      const meant = nearest(key, NAMES);
      return [
        invalid(
          placeOfKey(text, key),
          `Unknown setting \`${key}\`.`,
          meant === undefined ? `Use one of ${NAMES.join(", ")}.` : didYouMean(key, meant),
        ),
      ];
    }
    const wrong = pathsOf(settings.shape[key].safeParse(value).error?.issues ?? [], value).filter((path) =>
      isReportedHere(key, path),
    );
    if (wrong.length === 0) return [];
    const { wanted, names = [] } = metaOf(settings.shape[key] as unknown as Schema) as SettingText;
    const part = partOf(value, wrong, key === "hosts");
    const place =
      part === undefined
        ? placeOfKey(text, key)
        : (placesIn(text, key, [part], key === "hosts" ? "text" : "key")[0] ?? placeOfKey(text, key, part));
    return [invalid(place, ...whatIsWrong(key, wanted, part, names))];
  });
  const { levels } = options as { readonly levels?: unknown };
  for (const [code, level] of Object.entries(isRecord(levels) ? levels : {})) {
    const wrong = whatIsWrongWithLevel(code, level);
    if (wrong !== undefined) diagnostics.push(invalid(placeOfKey(text, code), ...wrong));
  }
  return diagnostics;
}

function isSetting(key: string): key is keyof typeof settings.shape {
  return Object.hasOwn(settings.shape, key);
}

/** Deeper parts of `theme` and `languages` have messages of their own, from `checkParts`. */
function isReportedHere(key: string, [name, part]: Path): boolean {
  if (key === "theme") return name === undefined || name === "brand" || !Object.hasOwn(theme.shape, name);
  return key !== "languages" || part === undefined || part === "name";
}

/** The paths of wrong values and unknown keys. In a union, those in the option of the value's own type. */
function pathsOf(issues: readonly Issue[], value: unknown, above: Path = []): Path[] {
  return issues.flatMap((issue): Path[] => {
    const path = [...above, ...issue.path];
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
    if (issue.code !== "invalid_union") return [path];
    const inner = issue.errors.find((found) => found.every(isDeep));
    return inner === undefined ? [path] : pathsOf(inner, value, path);
  });
}

function isDeep({ path, code }: Issue): boolean {
  return path.length > 0 || code === "unrecognized_keys";
}

/**
 * The first wrong key of a map, also of a map in a list. In a list of names, the first wrong one.
 * Undefined if the whole value is wrong.
 */
function partOf(value: unknown, wrong: readonly Path[], isNames: boolean): string | undefined {
  if (!isObject(value)) return undefined;
  const key = Object.keys(value).find((name) => wrong.some(([first]) => String(first) === name));
  if (key === undefined || !Array.isArray(value)) return key;
  const item: unknown = value[Number(key)];
  const inner = wrong.flatMap(([first, ...rest]) => (String(first) === key && rest.length > 0 ? [rest] : []));
  if (inner.length > 0) return partOf(item, inner, isNames);
  return isNames ? String(item) : undefined;
}

/**
 * The message and the hint for a wrong setting; `part` is the wrong part of its value, `names` are the parts
 * that it may have.
 */
function whatIsWrong(
  key: string,
  expected: string,
  part: string | undefined,
  names: readonly string[],
): [message: string, hint?: string] {
  if (part === undefined) return [`\`${key}\` must be ${expected}.`];
  if (names.length === 0 || names.includes(part))
    return [`\`${key}\` must be ${expected}. Check \`${part}\`.`];
  const meant = nearest(part, names);
  return [
    key === "hosts"
      ? `\`hosts\` contains the unknown host \`${part}\`.`
      : `Unknown setting \`${key}.${part}\`.`,
    meant === undefined ? `Use one of ${names.join(", ")}.` : didYouMean(part, meant),
  ];
}

function whatIsWrongWithLevel(
  code: string,
  level: unknown,
): readonly [message: string, hint?: string] | undefined {
  const entry = Object.hasOwn(catalogue, code) ? catalogue[code as keyof typeof catalogue] : undefined;
  if (entry === undefined)
    return [
      `\`levels\` contains the unknown code \`${code}\`.`,
      didYouMean(code, nearest(code, Object.keys(catalogue)) ?? "broken-link"),
    ];
  if (entry.kind === "error")
    return [`\`levels\` cannot change \`${code}\`, because a page with this error cannot be rendered.`];
  return ["error", "warning", "off"].includes(String(level))
    ? undefined
    : [`\`levels["${code}"]\` must be "error", "warning" or "off".`];
}

/** Reports wrong parts of `theme` and of the entries of `languages`, each by its path. */
export function checkParts(
  { theme: given, languages }: { readonly theme?: unknown; readonly languages?: unknown },
  file: string,
  text: string,
): Diagnostic[] {
  const { brand: _, ...parts } = theme.shape;
  const report = (path: Path, value: unknown, message: string, hint?: string) =>
    diagnostic(
      "config-invalid",
      { file, ...placeOfKey(text, ...existing(path, value)) },
      `\`${path.map(String).join(".")}\` ${message}`,
      hint,
    );
  const inPart = (above: Path, schema: Part, all: unknown): Diagnostic[] => {
    const value = valueAt(all, above);
    if (value === undefined) return [];
    return [
      ...unknownKeys(schema as unknown as Schema, value).map(({ path, key, names }) => {
        const meant = nearest(key, names);
        const hint = meant === undefined ? `Use one of ${names.join(", ")}.` : didYouMean(key, meant);
        return report([...above, ...path, key], all, "is not a setting.", hint);
      }),
      ...(schema.safeParse(value).error?.issues ?? []).map(({ path, message }) =>
        report([...above, ...path], all, message.replace(/\.?$/, ".")),
      ),
    ];
  };
  const inMap = (above: Path, schemas: Readonly<Record<string, Part>>, value: unknown) =>
    Object.entries(schemas).flatMap(([name, schema]) => inPart([...above, name], schema, value));
  const tags = Object.entries(isRecord(languages) ? languages : {}).filter(([, one]) => isRecord(one));
  const known = Object.keys(language.shape);
  return [
    ...inMap(["theme"], parts, { theme: given }),
    ...tags.flatMap(([tag, one]) => [
      ...Object.keys(one as object)
        .filter((key) => !known.includes(key))
        .map((key) =>
          report(
            ["languages", tag, key],
            { languages },
            "is not a setting.",
            `Use one of ${known.join(", ")}.`,
          ),
        ),
      ...inMap(["languages", tag], language.shape, { languages }),
    ]),
  ];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key],
    value,
  );
}

/** The existing part of a path. A missing key is reported at its parent. */
function existing(path: Path, value: unknown): Path {
  const end = path.findIndex((_, index) => valueAt(value, path.slice(0, index + 1)) === undefined);
  return end === -1 ? path : path.slice(0, end);
}
