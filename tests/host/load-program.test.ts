/** The parts of the program, and what V8 compiled of them: found again, never believed, never needed. */

import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PROJECT, readTree, run, writeFiles } from "../support/site.js";

/** Handbill as it is after an installation, in a folder of its own, with a site of one page. */
function installed() {
  const root = mkdtempSync(join(tmpdir(), "handbill-installed-"));
  const dist = join(root, "dist");
  onTestFinished(() => {
    chmodSync(dist, 0o755);
    rmSync(root, { recursive: true });
  });
  cpSync(join(PROJECT, "dist"), dist, { recursive: true, filter: (path) => !path.endsWith(".compiled") });
  for (const name of ["layouts", "package.json"])
    cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "site"));
  writeFiles(join(root, "site"), { "content/index.md": "# Hello\n\n```js\nlet a = 1;\n```\n" });
  return {
    dist,
    compiled: () => readdirSync(dist).filter((name) => name.endsWith(".compiled")),
    /** A first build; gives the output folder. */
    async build(env: NodeJS.ProcessEnv = {}) {
      for (const name of ["_site", ".cache"])
        rmSync(join(root, "site", name), { recursive: true, force: true });
      const done = await run(process.execPath, [join(dist, "cli.js"), "build"], join(root, "site"), env);
      expect(done.code, done.stderr).toBe(0);
      expect(done.stderr).toContain("1 page, ");
      return readTree(join(root, "site/_site"));
    },
  };
}

describe("compiled code", () => {
  it("is cached next to the program by the first build, and does not change the next build", async () => {
    const program = installed();
    const first = await program.build();
    const names = program.compiled();
    expect(names.map((name) => name.split(/[-.]/)[2])).toEqual(["build", "start"]);
    const files = () => names.map((name) => statSync(join(program.dist, name)));
    const kept = files();
    for (const { size } of kept) expect(size).toBeGreaterThan(200_000);
    expect(await program.build()).toEqual(first);
    expect(program.compiled()).toEqual(names);
    expect(files().map(({ mtimeMs }) => mtimeMs)).toEqual(kept.map(({ mtimeMs }) => mtimeMs));
  });

  it.each([0, 1])("is not used if a byte of part %i was changed, and is made again", async (part) => {
    const program = installed();
    const first = await program.build();
    const name = program.compiled()[part] ?? "";
    const file = join(program.dist, name);
    const bytes = readFileSync(file);
    for (const damaged of [
      Buffer.alloc(0),
      bytes.subarray(0, 20),
      bytes.subarray(0, bytes.length / 2),
      Buffer.concat([bytes.subarray(0, 5000), Buffer.from("x"), bytes.subarray(5001)]),
    ]) {
      writeFileSync(file, damaged);
      expect(await program.build()).toEqual(first);
      expect(readFileSync(file).length).toBeGreaterThan(200_000);
    }
  });

  it("is kept apart for each set of V8's flags", async () => {
    const program = installed();
    const first = await program.build();
    expect(await program.build({ NODE_OPTIONS: "--max-semi-space-size=8" })).toEqual(first);
    expect(program.compiled()).toHaveLength(4);
  });

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0)(
    "is done without where the program's folder cannot be written",
    async () => {
      const program = installed();
      chmodSync(program.dist, 0o555);
      await program.build();
      expect(program.compiled()).toEqual([]);
    },
  );
});
