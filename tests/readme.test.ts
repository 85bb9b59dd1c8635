/** The README's first site and first page, step by step, in an empty folder. */

import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startDev } from "./support/dev.js";
import { PROJECT, run, site } from "./support/site.js";

/** The lines of each block of commands below "Quick start". */
const blocks = [
  ...(
    /## Quick start\n([\s\S]*?)\n## /.exec(readFileSync(join(PROJECT, "README.md"), "utf8"))?.[1] ?? ""
  ).matchAll(/```sh\n([\s\S]*?)```/g),
].map(([, lines = ""]) => lines.trim().split("\n"));

const runLine = (line: string, folder: string) =>
  run(
    "sh",
    ["-c", line.replace("npx handbill", `"${process.execPath}" "${join(PROJECT, "dist/cli.js")}"`)],
    folder,
  );

it("makes a new site by the README's own lines, and shows it", async () => {
  expect(blocks[0]).toEqual(["npx handbill new my-site", "cd my-site", "npx handbill dev"]);
  const driver = site({});
  const made = await runLine(blocks[0]?.[0] ?? "", driver.root);
  expect(made.code, made.stderr).toBe(0);
  // What the command says to do next is what the README says.
  expect(made.stderr).toContain(`\n  ${blocks[0]?.slice(1).join("\n  ")}\n`);
  const dev = await startDev(driver.path("my-site"));
  expect((await dev.ask("/")).body).toContain("<title>My site</title>");
});

it("makes a first page by the README's own lines", async () => {
  expect(blocks[1]).toEqual([
    "mkdir content",
    "echo '# Hello' > content/index.md",
    "npx handbill build",
    "npx handbill preview",
  ]);
  const driver = site({});
  for (const step of blocks[1]?.slice(0, 3) ?? []) {
    const finished = await runLine(step, driver.root);
    expect(finished.code, finished.stderr).toBe(0);
  }
  expect(readFileSync(join(driver.root, "_site/index.html"), "utf8")).toContain('<h1 id="hello">Hello</h1>');
});

it("installs from a clone first, as the page for beginners does, and npx then finds it in an empty folder", async () => {
  const text = (file: string) => readFileSync(join(PROJECT, file), "utf8");
  const install = /## Install\n[^]*?```sh\n([^]*?)```/.exec(text("README.md"))?.[1] ?? "";
  expect(install.split("\n").map((line) => line.replace(/\s+#.*/, ""))).toEqual([
    "npm ci",
    "npm install --global .",
    "",
  ]);
  for (const file of ["README.md", "content/docs/start.md"])
    expect(text(file).indexOf(install), file).toBeLessThan(text(file).indexOf("npx handbill"));
  expect(text("content/docs/start.md")).toContain(install);
  // What the second line leaves: a link in the global folder. npx asks there before it asks the registry.
  const driver = site({});
  mkdirSync(join(driver.root, "global/bin"), { recursive: true });
  mkdirSync(join(driver.root, "global/lib"));
  mkdirSync(join(driver.root, "empty"));
  symlinkSync(join(PROJECT, "dist/cli.js"), join(driver.root, "global/bin/handbill"));
  chmodSync(join(PROJECT, "dist/cli.js"), 0o755);
  const { stdout, stderr } = await run(
    "npx",
    ["--offline", "handbill", "--version"],
    join(driver.root, "empty"),
    {
      npm_config_prefix: join(driver.root, "global"),
    },
  );
  expect(stdout, stderr).toMatch(/^handbill \d/);
});

it("starts with the two commands", () => {
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  expect(readme.slice(0, 400)).toContain("npm ci && npm run build");
  expect(readme.slice(0, 400)).toContain("npm cit");
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scripts).toMatchObject({
    build: "node dist/cli.js build",
    test: "vitest run --project unit --project site --project browser",
    prepare: "tsc && node prepare.js",
  });
});
