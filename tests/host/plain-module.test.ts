/** Modules that need no TypeScript compiler give what the compiler gives. Others are left to it. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compilePlainModule } from "../../src/system/plain-module.js";
import { createImporter } from "../../src/system/modules.js";
import { moduleFailure } from "../../src/system/module-failure.js";

const HEAD = 'import { defineSite } from "handbill";\n';

/** The default export of a module, or the place at which it fails. */
async function load(source: string, file = ".eleventy.ts"): Promise<unknown> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-plain-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, file), source);
  try {
    return await createImporter(root).importModule(join(root, file));
  } catch (thrown) {
    const { line, column, message } = moduleFailure("config-failed", root, file, thrown);
    return `${line}:${column} ${message}`;
  }
}

describe("a plain module", () => {
  it.each([
    ["an object", `${HEAD}export default { a: [1, "two"], t: typeof defineSite };\n`],
    ["comments and blank lines", `// One\n\n${HEAD}// Two\nexport default { n: 1 } // three\n`],
    [
      "other statements",
      `${HEAD}const n = 2;\nfunction twice(x) { return x * 2; }\nexport default twice(n);\n`,
    ],
    [
      "one of Node's modules",
      'import { join, sep } from "node:path";\nexport default join("a", "b") + sep;\n',
    ],
    ["functions", `${HEAD}export default { n: [1, 2].map((x) => x + 1), f: (() => 5)() };\nlet later = 1;\n`],
    ["no semicolons", 'import { sep } from "node:path"\nexport default sep\n'],
  ])("with %s gives what the compiler gives", async (_, source) => {
    expect(compilePlainModule(source)).toBeDefined();
    const value = await load(source);
    expect(value).toEqual(await load(`${source};(class {});`));
    expect(String(value)).not.toMatch(/^\d+:\d+ /);
  });

  it("fails at the line and column of its text", async () => {
    const source = `${HEAD}const none = undefined;\nexport default { a: none.b };\n`;
    expect(compilePlainModule(source)).toBeDefined();
    expect(await load(source)).toMatch(/^3:26 /);
  });

  it.each([
    ["types", `${HEAD}const n: number = 1;\nexport default n;\n`],
    ["type arguments", `${HEAD}const m = defineSite<string>(1);\nexport default m;\n`],
    ["a cast", `${HEAD}export default { a: 1 } as const;\n`],
    ["an enum", `${HEAD}enum A { B }\nexport default A.B;\n`],
    ["a class", `${HEAD}export default new (class { a; b = 1; })();\n`],
    ["an imported file", 'import { a } from "./a.js";\nexport default a;\n'],
    ["a package", 'import { a } from "acme";\nexport default a;\n'],
    ["a default import", 'import path from "node:path";\nexport default path.sep;\n'],
    ["an import that is renamed", 'import { sep as s } from "node:path";\nexport default s;\n'],
    ["an import below", `${HEAD}const a = 1;\nimport { sep } from "node:path";\nexport default a + sep;\n`],
    ["a late import", `${HEAD}export default await import("node:path");\n`],
    ["a second export", `${HEAD}export const a = 1;\nexport default a;\n`],
    ["no default export", `${HEAD}export const a = 1;\n`],
    ["a named function", `${HEAD}export default function a() {}\n`],
    ["two values", `${HEAD}export default 1, 2;\n`],
    ["a return", `${HEAD}if (defineSite) return;\nexport default 1;\n`],
    ["a name twice", `${HEAD}const defineSite = 1;\nexport default 1;\n`],
    ["a syntax error", `${HEAD}export default { a: };\n`],
    ["brackets that end its function", `${HEAD}export default 1;\n}); (() => {\n`],
    ["a text that looks like an export", `${HEAD}const a = \`\nexport default 1;\n\`;\n`],
    ["a comment that looks like an export", `${HEAD}/*\nexport default 1;\n*/\n`],
    ["no import", "export default 1;\n"],
    ["CommonJS", `${HEAD}module.exports = 1;\n`],
  ])("is left to the compiler with %s", (_, source) => {
    expect(compilePlainModule(source)).toBeUndefined();
  });
});
