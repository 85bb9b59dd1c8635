import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { programHash } from "../../src/system/program.js";

const folder = mkdtempSync(join(tmpdir(), "handbill-program-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file as it was some seconds ago. */
function write(name: string, text: string, secondsAgo: number): void {
  writeFileSync(join(folder, name), text);
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(join(folder, name), time, time);
}

describe("the hash of the program", () => {
  it("is made of the code where no hash was written", () => {
    write("cli.js", "one", 20);
    const one = programHash(folder);
    expect(programHash(folder)).toBe(one);
    write("cli.js", "two", 20);
    expect(programHash(folder)).not.toBe(one);
  });

  it("is the stored hash next to the code", () => {
    write("program-hash", "h1", 10);
    const written = programHash(folder);
    write("cli.js", "three", 20);
    expect(programHash(folder)).toBe(written);
    write("program-hash", "h2", 10);
    expect(programHash(folder)).not.toBe(written);
  });

  it("is made of the code again where that was compiled later", () => {
    const written = programHash(folder);
    write("cli.js", "four", 0);
    const own = programHash(folder);
    expect(own).not.toBe(written);
    write("theme-templates.json", "{}", 0);
    expect(programHash(folder)).not.toBe(own);
  });

  it.each(["icu", "unicode"])(
    "is another with another %s: dates and the order of titles are made with it",
    (name) => {
      const { versions } = process;
      const hash = programHash();
      try {
        Object.defineProperty(process, "versions", {
          value: { ...versions, [name]: "1" },
          configurable: true,
          enumerable: true,
        });
        expect(programHash()).not.toBe(hash);
      } finally {
        Object.defineProperty(process, "versions", { value: versions });
      }
      expect(programHash()).toBe(hash);
    },
  );
});
