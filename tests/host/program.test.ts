import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { programHash } from "../../src/host/program.js";

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

  it("is told also where it cannot be kept", () => {
    writeFileSync(join(folder, "file"), "");
    expect(programHash(join(folder, "file", "program.json"))).toBe(programHash());
  });
});
