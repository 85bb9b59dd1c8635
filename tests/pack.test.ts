/** What a user gets: the packed program in an empty folder, on this Node and on the newest. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PROJECT, readTree, run } from "./support/site.js";

const npm = (cwd: string, ...args: string[]) =>
  run("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], cwd);

describe("the packed program", () => {
  it("builds a site of one Markdown file, on this Node and on the newest, without install scripts", {
    timeout: 400_000,
  }, async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "handbill-pack-")));
    // Some ten thousand files: a busy machine takes its time.
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }), 60_000);
    // The global setup has built dist; packing must not build it again under other tests.
    const packed = await npm(PROJECT, "pack", "--ignore-scripts", "--pack-destination", folder);
    expect(packed.code, packed.stderr).toBe(0);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    expect(tarball).toBe("handbill-0.1.0.tgz");

    const site = join(folder, "site");
    mkdirSync(join(site, "content"), { recursive: true });
    writeFileSync(join(site, "content/index.md"), "# Hello\n\n```js\nlet a = 1;\n```\n");
    writeFileSync(join(site, "package.json"), '{ "private": true }');
    const installed = await npm(
      site,
      "install",
      "--prefer-offline",
      "--ignore-scripts",
      join(folder, tarball),
    );
    expect(installed.code, installed.stderr).toBe(0);
    const built = await run("npx", ["handbill", "build"], site);
    expect(built.code, built.stderr).toBe(0);
    expect(built.stderr).toMatch(/^1 page, \d+ files written/m);
    const first = readFileSync(join(site, "_site/index.html"), "utf8");
    expect(first).toContain('<h1 id="hello">Hello</h1>');
    expect(first).toContain('<span class="hl-keyword">let</span>');

    // TypeScript in the site, and the name "handbill" in it, need nothing more.
    writeFileSync(
      join(site, ".eleventy.ts"),
      'import { defineSite } from "handbill";\nconst title: string = "Typed";\n' +
        "export default defineSite({ title });\n",
    );
    const typed = await run("npx", ["handbill", "build"], site);
    expect(typed.code, typed.stderr).toBe(0);
    expect(readFileSync(join(site, "_site/index.html"), "utf8")).toContain("<title>Hello · Typed</title>");

    // A new site, by what is in the package alone; and its settings, as a strict editor reads them.
    const made = await run("npx", ["handbill", "new", "made"], site);
    expect(made.code, made.stderr).toBe(0);
    expect([...readTree(join(site, "made")).keys()]).toEqual(
      [...readTree(join(PROJECT, "starter")).keys()]
        .map((name) => (name === "gitignore" ? ".gitignore" : name))
        .sort(),
    );
    const checked = await run("npx", ["handbill", "check"], join(site, "made"));
    expect([checked.code, checked.stderr]).toEqual([0, "Reading…\nRendering…\n7 pages, nothing to report\n"]);
    for (const options of [
      ["nodenext", "nodenext"],
      ["esnext", "bundler"],
    ]) {
      const types = await run(
        process.execPath,
        [
          join(PROJECT, "node_modules/typescript/bin/tsc"),
          "--noEmit",
          "--strict",
          "--target",
          "es2023",
          "--module",
          options[0] ?? "",
          "--moduleResolution",
          options[1] ?? "",
          "--types",
          "",
          ".eleventy.ts",
        ],
        join(site, "made"),
      );
      expect([types.code, types.stdout]).toEqual([0, ""]);
    }
    expect(readFileSync(join(site, "node_modules/handbill/dist/LICENSES.txt"), "utf8")).toContain(
      "gray-matter",
    );

    const newest = join(folder, "newest");
    mkdirSync(newest);
    writeFileSync(join(newest, "package.json"), '{ "private": true }');
    // The package `node` brings its program in a package of its own, which its install script puts into place.
    const node = await npm(newest, "install", "--prefer-offline", "node");
    const program = [
      join(newest, "node_modules/node/bin/node"),
      join(newest, `node_modules/node-bin-linux-${process.arch}/bin/node`),
      join(newest, `node_modules/node-linux-${process.arch}/bin/node`),
    ].find((path) => existsSync(path));
    if (node.code !== 0 || program === undefined) {
      expect(
        node.stderr,
        "the newest Node could not be fetched, and for no other reason than the network",
      ).toMatch(/ENOTFOUND|ECONN|EAI_AGAIN|E404|ETIMEDOUT|E403/);
      return;
    }
    const version = await run(program, ["--version"], site);
    expect(Number(/^v(\d+)/.exec(version.stdout)?.[1])).toBeGreaterThan(20);
    const again = await run(
      program,
      [join(site, "node_modules/handbill/dist/cli.js"), "build", "--output", "_newest"],
      site,
    );
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).not.toMatch(/Warning/);
    expect(readFileSync(join(site, "_newest/index.html"), "utf8")).toBe(
      readFileSync(join(site, "_site/index.html"), "utf8"),
    );
  });
});
