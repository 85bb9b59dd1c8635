/** The names of tests and of their groups, from the source of test files, with their lines. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";
import { PROJECT } from "./project.js";

export interface TestName {
  /** With X for each inserted value. */
  readonly text: string;
  readonly line: number;
}

/** The files with tests, such as `tests/cli.test.ts`. */
export const TEST_FILES: readonly string[] = readdirSync(join(PROJECT, "tests"), {
  recursive: true,
  encoding: "utf8",
})
  .map((name) => `tests/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts") && !name.startsWith("tests/support/"))
  .sort();

interface Node {
  readonly type: string;
  readonly start: number;
  readonly name?: string;
  readonly value?: unknown;
  readonly object?: Node;
  readonly callee?: Node;
  readonly tag?: Node;
  readonly arguments?: readonly Node[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

/** The names in a file: the first argument of `it`, `test` and `describe`, also with `.each` and the like. */
export function testNames(file: string): readonly TestName[] {
  const code = readFileSync(join(PROJECT, file), "utf8");
  const found: TestName[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (node.type === "CallExpression" && /^(?:it|test|describe)$/.test(rootName(node.callee))) {
      const text = textOf(node.arguments?.[0]);
      if (text !== undefined) found.push({ text, line: code.slice(0, node.start).split("\n").length });
    }
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: "ts" }));
  return found;
}

/** The first name of a call such as `it.skipIf(x).each([])("name", …)`. */
function rootName(node: Node | undefined): string {
  if (node === undefined) return "";
  if (node.type === "Identifier") return node.name ?? "";
  return rootName(node.object ?? node.callee ?? node.tag);
}

function textOf(node: Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  return node?.quasis?.map((part) => part.value.cooked).join("X");
}
