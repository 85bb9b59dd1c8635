/** Names, paths and data that no page can be made of are errors at their file, never a fault of the program. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT, run, site } from "../support/site.js";

it("are reported together", async () => {
  await site({
    "content/index.md": "# Home\n",
    "content/long.md": `---\npermalink: /${"x/".repeat(600)}\n---\n`,
    "content/circle.11tydata.js": "const a = {};\na.a = a;\nmodule.exports = { a };\n",
    "content/circle.md": "# Circle\n",
  })
    .check(({ root }) => {
      const bytes = (text: string) =>
        Buffer.concat([Buffer.from(`${join(root, "content")}/`), Buffer.from(text, "latin1")]);
      writeFileSync(bytes("caf\u00e9.md"), "# C\n");
      mkdirSync(bytes("d\u00e9"));
    })
    .build("--format", "json")
    .expectExit(1)
    .check((_, { stdout }) => {
      const found = (JSON.parse(stdout) as { diagnostics: { code: string; file: string }[] }).diagnostics;
      expect(found.map(({ code, file }) => `${code} ${file}`)).toEqual([
        "not-utf8 content/caf\ufffd.md",
        "data-failed content/circle.11tydata.js",
        "not-utf8 content/d\ufffd",
        "permalink-invalid content/long.md",
      ]);
    });
});

it("of a system that opens few files names the limit", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`content/${index}.md`, "# A\n"]),
  );
  await site(files).check(async ({ root }) => {
    const cli = join(PROJECT, "dist", "cli.js");
    const { code, stderr } = await run(
      "sh",
      ["-c", `ulimit -n 64; exec "${process.execPath}" "${cli}" build`],
      root,
    );
    expect(stderr).not.toContain("Unexpected error");
    expect(code === 0 || stderr.includes("ulimit -n 1024"), stderr).toBe(true);
    expect([0, 1]).toContain(code);
  });
});

it("of a macro that calls itself without end, in our own words", async () => {
  await site({
    "content/a.md": "---\nlayout: mine\n---\n",
    "layouts/mine.njk": "{% macro a(x) %}{{ a(x) }}{% endmacro %}\n{{ a(1) }}\n",
  })
    .build()
    .expectExit(1)
    .check((_, { stderr }) => {
      expect(stderr).toContain("layouts/mine.njk");
      expect(stderr).toContain("calls itself without end");
      expect(stderr).not.toContain("call stack");
    });
});
