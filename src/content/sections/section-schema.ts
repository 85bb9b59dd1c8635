/** Reads zod schemas, also of a site's own copy of zod. Only these members are used. */

import type { FieldMeta } from "./fields.js";
import { isObject } from "../../utils/is-record.js";

/** The used members of a zod 4 schema. */
export interface Schema {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly def?: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly options?: readonly Schema[];
    /** The schema before a transformation. */
    readonly in?: Schema;
    /** The schema of additional keys; absent if there is none. */
    readonly catchall?: Schema;
  };
  meta?(): FieldMeta | undefined;
  safeParse(value: unknown): { readonly success: boolean };
}

/** The schema inside `optional`, `nullable` and defaults. */
export function unwrapped(schema: Schema): Schema {
  let inner = schema;
  while (inner.def?.innerType !== undefined) inner = inner.def.innerType;
  return inner;
}

/** The first schema of a union that accepts a value. */
export function chosen(schema: Schema, value: unknown): Schema {
  const inner = unwrapped(schema);
  return inner.def?.options?.find((option) => option.safeParse(value).success) ?? inner;
}

/** The metadata of a field, merged from all its wrappers. */
export function metaOf(schema: Schema): FieldMeta {
  const inner = schema.def?.innerType;
  return { ...(inner === undefined ? {} : metaOf(inner)), ...schema.meta?.() };
}

export interface UnknownKey {
  /** The path to the map that contains the key. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  /** The allowed keys of that map. */
  readonly names: readonly string[];
}

/**
 * Keys that the schema does not define, at any depth. `names` are the allowed keys of the outermost map, if
 * it allows more than the schema.
 */
export function unknownKeys(
  schema: Schema,
  value: unknown,
  names?: readonly string[],
  path: readonly (string | number)[] = [],
): UnknownKey[] {
  const inner = chosen(schema, value);
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      inner.def?.element === undefined
        ? []
        : unknownKeys(inner.def.element, item, undefined, [...path, index]),
    );
  const { shape } = inner;
  if (shape === undefined || !isObject(value)) return [];
  const catchall = inner.def?.catchall?.def?.type;
  return Object.entries(value).flatMap(([key, field]): UnknownKey[] => {
    const known = names ?? Object.keys(shape);
    if (!known.includes(key))
      return catchall === undefined || catchall === "never" ? [{ path, key, names: known }] : [];
    const next = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return next === undefined ? [] : unknownKeys(next, field, undefined, [...path, key]);
  });
}
