import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { programHash } from "../../src/system/program.js";

const folder = mkdtempSync(join(tmpdir(), "handbill-program-"));
const memo = join(folder, "cache", "program.json");
afterAll(() => rmSync(folder, { recursive: true }));

describe("the hash of the program", () => {
  it("is the same whether it is kept or not", () => {
    const hash = programHash();
    expect([programHash(memo), programHash(memo), programHash()]).toEqual([hash, hash, hash]);
  });

  it("is believed as long as the program's files look as they did", () => {
    const kept = JSON.parse(readFileSync(memo, "utf8")) as { readonly looks: string };
    writeFileSync(memo, JSON.stringify({ ...kept, hash: "kept" }));
    expect(programHash(memo)).toBe("kept");
    writeFileSync(memo, JSON.stringify({ looks: "others", hash: "kept" }));
    expect(programHash(memo)).toBe(programHash());
  });

  it.each(["", "{", "null", '{"looks":1}'])("is made anew when what is kept is damaged: %j", (text) => {
    writeFileSync(memo, text);
    expect(programHash(memo)).toBe(programHash());
  });

  it.each(["icu", "unicode"])(
    "is another with another %s: dates and the order of titles are made with it",
    (name) => {
      const { versions } = process;
      const hash = programHash(memo);
      try {
        Object.defineProperty(process, "versions", {
          value: { ...versions, [name]: "1" },
          configurable: true,
          enumerable: true,
        });
        expect(programHash()).not.toBe(hash);
        expect(programHash(memo)).toBe(programHash());
      } finally {
        Object.defineProperty(process, "versions", { value: versions });
      }
      expect(programHash(memo)).toBe(hash);
    },
  );

  it("is told also where it cannot be kept", () => {
    writeFileSync(join(folder, "file"), "");
    expect(programHash(join(folder, "file", "program.json"))).toBe(programHash());
  });
});
