/** Reading a zod schema, ours or one made with a site's own copy of zod: only this much of it is used. */

import type { FieldMeta } from "./fields.js";

/** A schema of zod 4, as far as its parts say what a field is. */
export interface Schema {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly def?: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly options?: readonly Schema[];
    /** What a value is before it is transformed. */
    readonly in?: Schema;
    /** What other keys an object may have; absent where it has none. */
    readonly catchall?: Schema;
  };
  meta?(): FieldMeta | undefined;
  safeParse(value: unknown): { readonly success: boolean };
}

/** The schema below `optional`, `nullable` and defaults. */
export function unwrapped(schema: Schema): Schema {
  let inner = schema;
  while (inner.def?.innerType !== undefined) inner = inner.def.innerType;
  return inner;
}

/** The schema of a value where there are several: the first that takes it. */
export function chosen(schema: Schema, value: unknown): Schema {
  const inner = unwrapped(schema);
  return inner.def?.options?.find((option) => option.safeParse(value).success) ?? inner;
}

/** What the schema says about a field, at any of its layers. */
export function metaOf(schema: Schema): FieldMeta {
  const inner = schema.def?.innerType;
  return { ...(inner === undefined ? {} : metaOf(inner)), ...schema.meta?.() };
}

export interface UnknownKey {
  /** The way to the map that holds the key. */
  readonly path: readonly (string | number)[];
  readonly key: string;
  /** The keys that the map may have. */
  readonly names: readonly string[];
}

/** Keys that the schema does not name, at any depth. `names`: those of the outermost map, where there are more than the schema's. */
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
  if (shape === undefined || typeof value !== "object" || value === null) return [];
  const catchall = inner.def?.catchall?.def?.type;
  return Object.entries(value).flatMap(([key, field]): UnknownKey[] => {
    const known = names ?? Object.keys(shape);
    if (!known.includes(key))
      return catchall === undefined || catchall === "never" ? [{ path, key, names: known }] : [];
    const next = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return next === undefined ? [] : unknownKeys(next, field, undefined, [...path, key]);
  });
}
