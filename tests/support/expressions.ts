/** The regular expressions of the program, and the results of recheck for them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { PROJECT } from "./project.js";

// Without recheck's native programs, so that results are the same on every machine.
process.env["RECHECK_BACKEND"] = "pure";
const { checkSync } = await import("recheck");

export interface Expression {
  readonly pattern: string;
  readonly flags: string;
  /** As written. */
  readonly text: string;
  /** Path and line of the first occurrence. */
  readonly place: string;
}

/** Each regular expression in `src` and `browser`, without duplicates. */
export function expressions(): readonly Expression[] {
  const found = new Map<string, Expression>();
  for (const folder of ["src", "browser"]) {
    const names = readdirSync(join(PROJECT, folder), { recursive: true }).map(String);
    for (const name of names.filter((one) => /\.(?:ts|js)$/.test(one)).sort()) {
      const code = readFileSync(join(PROJECT, folder, name), "utf8");
      visit(parseAst(code, { lang: name.endsWith(".ts") ? "ts" : "js" }), ({ pattern, flags }, start) => {
        const text = `/${pattern}/${flags}`;
        const line = code.slice(0, start).split("\n").length;
        if (!found.has(text)) found.set(text, { pattern, flags, text, place: `${folder}/${name}:${line}` });
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

type Literal = Pick<Expression, "pattern" | "flags">;

function visit(node: unknown, take: (literal: Literal, start: number) => void): void {
  if (typeof node !== "object" || node === null) return;
  const { type, regex, start } = node as { type?: string; regex?: Literal; start?: number };
  if (type === "Literal" && regex !== undefined) take(regex, start ?? 0);
  for (const inner of Object.values(node)) visit(inner, take);
}

/** Whether matching an expression may take more than linear time. */
export function isVulnerable({ pattern, flags }: Expression): boolean {
  // It counts characters: by a clock, a busy machine would make every expression slow.
  const byCount = { attackTimeout: null, incubationTimeout: null };
  return checkSync(pattern, flags.replace(/[dv]/g, ""), byCount).status === "vulnerable";
}
