/** The texts that the program can print, from its source, with their lines. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";
import { PROJECT } from "./project.js";

export interface ProgramText {
  /** With X for each inserted value. */
  readonly text: string;
  readonly line: number;
}

/** The source files of the program, such as `src/cli/main.ts`. */
export const SOURCES: readonly string[] = readdirSync(join(PROJECT, "src"), {
  recursive: true,
  encoding: "utf8",
})
  .map((name) => `src/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .sort();

interface Node {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

/** All texts of at least three words in a file, except embedded source code and lists of names. */
export function programTexts(file: string): readonly ProgramText[] {
  const code = readFileSync(join(PROJECT, file), "utf8");
  const found: ProgramText[] = [];
  const add = (text: string, start: number): void => {
    if (isProse(text)) found.push({ text, line: code.slice(0, start).split("\n").length });
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (node.type === "Literal" && typeof node.value === "string") add(node.value, node.start);
    if (node.type === "TemplateLiteral")
      add((node.quasis ?? []).map((part) => part.value.cooked).join("X"), node.start);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: "ts" }));
  return found;
}

function isProse(text: string): boolean {
  const isNames = /^[a-z\d\s]+$/.test(text) && text.trim().split(/\s+/).length > 12;
  const isCode = /[;{}]\n|^[:@#.<]|\n[A-Z]\w+ [%^]/m.test(text);
  return /\S\s+\S+\s+\S/.test(text) && /[a-z]{2}/.test(text) && !isNames && !isCode;
}
