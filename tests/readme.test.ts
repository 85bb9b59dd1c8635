/** The README's first page, step by step, in an empty folder. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT, run, site } from "./support/site.js";

it("makes a first page by the README's own lines", async () => {
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  const steps = /## A first page[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1]?.trim().split("\n") ?? [];
  expect(steps).toEqual(["mkdir content", "echo '# Hello' > content/index.md", "npx handbill build", "npx handbill preview"]);
  const driver = site({});
  for (const step of steps.slice(0, 3)) {
    const finished = await run("sh", ["-c", step.replace("npx handbill", `"${process.execPath}" "${join(PROJECT, "dist/cli.js")}"`)], driver.root);
    expect(finished.code, finished.stderr).toBe(0);
  }
  expect(readFileSync(join(driver.root, "_site/index.html"), "utf8")).toContain('<h1 id="hello">Hello</h1>');
});

it("starts with the two commands", () => {
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  expect(readme.slice(0, 400)).toContain("npm ci && npm run build");
  expect(readme.slice(0, 400)).toContain("npm cit");
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { scripts: Record<string, string> };
  expect(scripts).toMatchObject({ build: "node dist/cli.js build", test: "vitest run", prepare: "tsc && node prepare.js" });
});
