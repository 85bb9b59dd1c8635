/** What became of a site's TypeScript, kept beside its cache: loading the compiler takes longer than a small build. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What jiti asks for: the text of a module, its path, and how it is to be compiled. */
interface TransformOptions {
  readonly source: string;
  readonly filename?: string;
}

export interface Transformed {
  readonly code: string;
  readonly error?: unknown;
}

export type Transform = (options: TransformOptions) => Transformed;

/**
 * Keeps the result of a transform for each module, by the hash of all that it was asked for. `folder`: where; nothing is
 * kept while the folder above it is missing, as commands that only look leave no folder behind.
 */
export function cachedTransform(folder: string, version: string, transform: Transform): Transform {
  return (options) => {
    const file = join(folder, `${hashOf(options.filename ?? "").slice(0, 22)}.js`);
    const key = hashOf(`${version}\n${JSON.stringify(options)}`);
    const known = read(file, key);
    if (known !== undefined) return { code: known };
    const made = transform(options);
    if (made.error === undefined) write(file, key, made.code);
    return made;
  };
}

/** A kept file begins with the key and the hash of the code behind it, so that a damaged one is no code. */
const headOf = (key: string, code: string): string => `// ${key} ${hashOf(code)}\n`;

function read(file: string, key: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const code = text.slice(text.indexOf("\n") + 1);
  return text === headOf(key, code) + code ? code : undefined;
}

function write(file: string, key: string, code: string): void {
  if (!existsSync(dirname(dirname(file)))) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}.tmp`, headOf(key, code) + code);
    renameSync(`${file}.${process.pid}.tmp`, file);
  } catch {
    // The next build compiles it again.
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
