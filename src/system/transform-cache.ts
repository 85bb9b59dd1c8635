/** Caches the compiled code of a site's TypeScript: loading the compiler takes longer than a small build. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A request of jiti: the text of a module, its path, and how to compile it. */
interface TransformOptions {
  readonly source: string;
  readonly filename?: string;
  readonly async?: boolean;
  readonly interopDefault?: boolean;
  readonly babel?: object;
}

export interface Transformed {
  readonly code: string;
  readonly error?: unknown;
}

export type Transform = (options: TransformOptions) => Transformed;

export interface TransformCache {
  readonly transform: Transform;
  /** Writes results from before the folder existed. A first build loads its configuration before that. */
  flush(): void;
}

/**
 * Caches the result of a transform for each module, by the hash of all inputs. `folder`: the cache folder.
 * Nothing is cached while its parent is missing, because read-only commands must not create folders.
 */
export function cachedTransform(folder: string, version: string, transform: Transform): TransformCache {
  const waiting = new Map<string, string>();
  const keep = (file: string, text: string): void => {
    if (existsSync(dirname(folder))) write(file, text);
    else waiting.set(file, text);
  };
  return {
    transform(options) {
      const file = join(folder, `${hashOf(options.filename ?? "").slice(0, 22)}.js`);
      const key = hashOf(`${version}\n${JSON.stringify(options)}`);
      const known = read(file, key);
      if (known !== undefined) return { code: known };
      const made = transform(options);
      if (made.error === undefined) keep(file, headOf(key, made.code) + made.code);
      return made;
    },
    flush() {
      const all = [...waiting];
      waiting.clear();
      for (const [file, text] of all) keep(file, text);
    },
  };
}

/** A cached file begins with the key and the hash of its code, so that a damaged file is not used. */
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

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}.tmp`, text);
    renameSync(`${file}.${process.pid}.tmp`, file);
  } catch {
    // The next build compiles the code again.
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
