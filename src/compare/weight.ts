/** The size of a site, and the files that grew. */

import { isHashedName } from "../hosting/headers.js";

export type WeightKind = "pages" | "images" | "styles" | "scripts" | "fonts" | "other";

const ENDINGS: Readonly<Record<Exclude<WeightKind, "other">, RegExp>> = {
  pages: /\.html?$/,
  images: /\.(?:avif|gif|ico|jpe?g|png|svg|webp)$/i,
  styles: /\.css$/i,
  scripts: /\.m?js$/i,
  fonts: /\.(?:otf|ttf|woff2?)$/i,
};

/** Sizes in bytes, without compression by a host. */
export interface Weight {
  readonly kind: WeightKind;
  readonly before: number;
  readonly now: number;
}

export interface Growth {
  /** Path in the output folder, without a hash in its name: `assets/main.css`. */
  readonly path: string;
  readonly before: number;
  readonly now: number;
}

export type Sizes = ReadonlyMap<string, { readonly size: number }>;

/** All kinds of both sites, and each file that grew, the largest growth first. */
export function compareWeights(
  before: Sizes,
  now: Sizes,
): { readonly weights: readonly Weight[]; readonly grew: readonly Growth[] } {
  const kinds: readonly WeightKind[] = [...(Object.keys(ENDINGS) as WeightKind[]), "other"];
  const sum = (files: Sizes, kind: WeightKind) =>
    [...files].reduce((total, [path, { size }]) => total + (kindOf(path) === kind ? size : 0), 0);
  const [old, own] = [byName(before), byName(now)];
  return {
    weights: kinds
      .map((kind) => ({ kind, before: sum(before, kind), now: sum(now, kind) }))
      .filter((weight) => weight.before + weight.now > 0),
    grew: [...own]
      .map(([path, size]) => ({ path, before: old.get(path) ?? 0, now: size }))
      .filter((one) => one.now > one.before)
      .sort((a, b) => b.now - b.before - (a.now - a.before) || (a.path < b.path ? -1 : 1)),
  };
}

function kindOf(path: string): WeightKind {
  return (
    (Object.entries(ENDINGS) as [WeightKind, RegExp][]).find(([, ending]) => ending.test(path))?.[0] ??
    "other"
  );
}

function byName(files: Sizes): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [path, { size }] of files) {
    const name = withoutHash(path);
    sizes.set(name, (sizes.get(name) ?? 0) + size);
  }
  return sizes;
}

/** `assets/main.0a1b2c3d.css` → `assets/main.css`. */
export function withoutHash(path: string): string {
  return isHashedName(path) ? path.replace(/[.-][0-9a-f]{8,64}(?=\.[a-z0-9]+(?:\.map)?$)/, "") : path;
}
