/** A site's own modules and data files: what they give, and where their author is told of a mistake. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { findJsonMistake } from "../../src/system/json.js";
import { moduleFailure } from "../../src/system/module-failure.js";
import { createImporter, parseJson } from "../../src/system/modules.js";
import { runs } from "../support/runs.js";

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-modules-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return root;
}

async function failure(files: Readonly<Record<string, string>>, name = "data.ts"): Promise<string> {
  const root = folder(files);
  try {
    await createImporter(root).importModule(join(root, name));
  } catch (thrown) {
    const { code, file, line, column, message, hint = "" } = moduleFailure("data-failed", root, name, thrown);
    return `${code} ${file}:${line}:${column} ${message}${hint.startsWith("Install") ? ` ${hint}` : ""}`;
  }
  return "no failure";
}

describe("a module of the site", () => {
  it("is TypeScript or JavaScript, and gives its default export or all of it", async () => {
    const root = folder({
      "a.ts": "export default (x: number): number => x * 2;",
      "b.mjs": "export const one = 1;",
      "c.cjs": "module.exports = { two: 2 };",
      "d.js": "const late = await Promise.resolve(3); export default late;",
    });
    const { importModule, imported } = createImporter(root);
    expect(((await importModule(join(root, "a.ts"))) as (x: number) => number)(4)).toBe(8);
    expect(await importModule(join(root, "b.mjs"))).toMatchObject({ one: 1 });
    expect(await importModule(join(root, "c.cjs"))).toEqual({ two: 2 });
    expect(await importModule(join(root, "d.js"))).toBe(3);
    expect(imported()).toContain("a.ts");
  });

  it("finds the running program as handbill where nothing is installed", async () => {
    const root = folder({
      ".eleventy.ts": 'import { defineSite } from "handbill"; export default typeof defineSite;',
    });
    expect(await createImporter(root).importModule(join(root, ".eleventy.ts"))).toBe("function");
  });

  it("is read again by the next importer", async () => {
    const root = folder({ "a.ts": "export default 1;" });
    expect(await createImporter(root).importModule(join(root, "a.ts"))).toBe(1);
    writeFileSync(join(root, "a.ts"), "export default 2;");
    expect(await createImporter(root).importModule(join(root, "a.ts"))).toBe(2);
  });

  it("that fails is reported at its own line, without a stack", async () => {
    expect(await failure({ "data.ts": "const a: number = 1;\n\nexport default a +;\n" })).toMatch(
      /^data-failed data\.ts:3:\d+ data\.ts cannot be loaded: Unexpected token\.$/,
    );
    expect(await failure({ "data.ts": "const a: number = 1;\n\nthrow new Error('no luck');\n" })).toBe(
      "data-failed data.ts:3:7 data.ts cannot be loaded: no luck.",
    );
    expect(
      await failure({ "data.ts": 'import "./inner.ts";\n', "inner.ts": "\nthrow new Error('inside');\n" }),
    ).toMatch(/^data-failed inner\.ts:2:\d+ data\.ts cannot be loaded: inside\.$/);
    expect(await failure({ "data.ts": "throw 'text';\n" })).toBe(
      "data-failed data.ts:undefined:undefined data.ts cannot be loaded: text.",
    );
  });

  it("that imports a missing file is reported at the name", async () => {
    expect(
      await failure({
        "data.ts": 'import { join } from "node:path";\nimport x from "./nope.ts";\nexport default join(x);\n',
      }),
    ).toBe("data-failed data.ts:2:15 data.ts cannot be loaded: Cannot find module './nope.ts'.");
    expect(
      await failure({ "data.ts": "import { nope } from 'no-such-package'; export default nope;\n" }),
    ).toBe(
      "data-failed data.ts:1:22 data.ts cannot be loaded: Cannot find module 'no-such-package'. " +
        "Install it in the site's folder: npm install no-such-package",
    );
  });
});

describe("a JSON data file", () => {
  const parse = (content: string | Uint8Array) => {
    const read = parseJson(folder({ "x.json": content }), "x.json");
    return "value" in read ? read.value : `${read.code} ${read.line}:${read.column} ${read.message}`;
  };

  it("is read with a byte-order mark, and is no value when it is empty", () => {
    expect(parse('\ufeff{"a": [1, "ä"]}')).toEqual({ a: [1, "ä"] });
    expect(parse(" \n")).toBeUndefined();
  });

  it.each([
    ['{"a": x}', "data-failed 1:7 The file is not valid JSON: a value is expected here."],
    [
      '{\n  "a": 1,\n}',
      "data-failed 3:1 The file is not valid JSON: a key in double quotes is expected here.",
    ],
    ["{'a': 1}", "data-failed 1:2 The file is not valid JSON: a key in double quotes is expected here."],
    ['{"a": [1, 2}', "data-failed 1:12 The file is not valid JSON: a comma or ] is expected here."],
    ['{"a" 1}', "data-failed 1:6 The file is not valid JSON: a colon is expected here."],
    [
      '{\n  "a": "x',
      "data-failed 2:8 The file is not valid JSON: a closing quote is missing, or a character is " +
        "not escaped.",
    ],
    [
      '{"a": "C:\\x"}',
      "data-failed 1:7 The file is not valid JSON: a closing quote is missing, or a character is " +
        "not escaped.",
    ],
    ['{"a": 1', "data-failed 1:8 The file is not valid JSON: it ends where a comma or } is expected."],
    ["[1] 2", "data-failed 1:5 The file is not valid JSON: the end of the file is expected here."],
    ["[01]", "data-failed 1:3 The file is not valid JSON: a comma or ] is expected here."],
  ])("that is not valid is reported at the mistake: %j", (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it("may not hold keys that change other data, however they are written, and may hold them as values", () => {
    expect(parse('{"x": "__proto__", "y":\n {"__proto__": {}}}')).toMatch(
      /^front-matter-key 2:3 The key `__proto__` is reserved/,
    );
    expect(parse('[{"\\u005f_proto__": {}}]')).toMatch(/^front-matter-key 1:3 /);
    expect(parse('["constructor"]')).toEqual(["constructor"]);
  });

  it("may be deep, but not so deep that a program which goes through it comes to its end", () => {
    expect(findJsonMistake("[".repeat(500) + "]".repeat(500))).toBeUndefined();
    expect(parse(`{"a":\n ${"[".repeat(20_000)}${"]".repeat(20_000)}}`)).toBe(
      "data-failed 2:501 Lists and maps are nested more than 500 levels deep here.",
    );
    expect(parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`)).toBe(
      "data-failed 1:2501 Lists and maps are nested more than 500 levels deep here.",
    );
    expect(parse("[".repeat(20_000))).toMatch(/^data-failed 1:501 /);
  });

  it("must be UTF-8", () => {
    expect(parse(Uint8Array.from([0x22, 0xe9, 0x22]))).toMatch(/^not-utf8 1:2 /);
  });

  it("is accepted exactly when the language accepts it", () => {
    const accepts = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', ":", "0", "\\", "\u0001", "e", "-"))
      .map(
        ([text, at, by]) =>
          text.slice(0, at % (text.length + 1)) + by + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        const mistake = findJsonMistake(text);
        // A forbidden key is told before the rest is looked at.
        if (mistake?.kind !== "key") expect(mistake === undefined).toBe(accepts(text));
        if (mistake !== undefined) expect(mistake.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: runs(2000) },
    );
  });

  it("may be long, and hold long texts", () => {
    for (const part of ["a", "\\n", "é\\u00e9"])
      expect(findJsonMistake(`{"a":"${part.repeat(12_000_000)}"}`)).toBeUndefined();
    expect(findJsonMistake(`["${"a".repeat(200_000)}`)).toMatchObject({ kind: "syntax", offset: 1 });
    expect(findJsonMistake(`[${"1,".repeat(200_000)}1]`)).toBeUndefined();
  });
});
