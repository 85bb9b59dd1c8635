/** The costs of a small build, in counts that do not depend on the machine. Each bound leaves some room. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { handbill, site } from "../support/site.js";

interface Costs {
  /** How often a file or folder was opened, or was to be, in all threads. */
  readonly opened: number;
  /** The files that were run, by name. */
  readonly program: readonly string[];
  /** The libraries of which files were run. */
  readonly libraries: readonly string[];
  /** The libraries in the file of the program of which modules were run. */
  readonly bundled: readonly string[];
}

/** A file in the record of a process, with its functions and how often each was called. */
interface Script {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

/** Builds a site, and counts in what Node records of its process. */
async function costs(root: string): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), "handbill-costs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { code, stderr } = await handbill(["build"], root, {
    NODE_OPTIONS:
      `--trace-event-categories=node.fs.sync,node.fs.async --trace-event-file-pattern=${folder}` + "/events",
    NODE_V8_COVERAGE: folder,
  });
  expect(code, stderr).toBe(0);
  const { traceEvents } = JSON.parse(readFileSync(join(folder, "events"), "utf8")) as {
    traceEvents: { readonly name: string; readonly ph: string }[];
  };
  const begun = traceEvents.filter(({ ph }) => ph === "B" || ph === "b").map(({ name }) => name);
  const scripts = readdirSync(folder)
    .filter((name) => name.startsWith("coverage-"))
    .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), "utf8")) as { result: Script[] }).result)
    .filter(({ url }) => /^(?:file:|\/)/.test(url));
  const files = scripts.map(({ url }) => url);
  // The function of modules in the program that are always loaded together has the path of one as a name.
  const modules = scripts
    .flatMap(({ functions }) => functions)
    .filter(
      ({ functionName, ranges }) => functionName.includes("node_modules/") && (ranges[0]?.count ?? 0) > 0,
    )
    .map(({ functionName }) => functionName);
  const librariesOf = (paths: readonly string[]) => [
    ...new Set(paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
  ];
  return {
    opened: begun.filter((name) => /(?:^|\.)(?:open|readdir|opendir)$/.test(name)).length,
    program: files
      .filter((file) => !file.includes("node_modules/"))
      .map((file) => file.replace(/.*\//, "").replace(/-\w+/, "")),
    libraries: librariesOf(files).sort(),
    bundled: librariesOf(modules).sort(),
  };
}

/** What a page of plain text is rendered with. */
const RENDERING = ["a-sync-waterfall", "asap", "nunjucks"];

describe("a build", () => {
  it("of one page opens few files, and loads only the code for pages and style sheets", async () => {
    const { root } = site({ "content/index.md": "# Hello\n\nSome text.\n" });
    const first = await costs(root);
    expect(first.program).toEqual(["cli.js", "program.js", "program-start.cjs", "program-build.cjs"]);
    expect(first.libraries).toEqual([...RENDERING, "detect-libc", "lightningcss"].sort());
    expect(first.opened).toBeLessThan(380);
    // A build does not trust the time of a file that was written just before it. The one after it does.
    await costs(root);
    const again = await costs(root);
    expect(again.program).toEqual(["cli.js", "program.js", "program-start.cjs"]);
    expect(again.libraries).toEqual([]);
    expect(again.opened).toBeLessThan(100);
  });

  it("of one edited page loads only the code that renders it", async () => {
    const driver = site({ "content/index.md": "# Hello\n\nSome text.\n" });
    await driver.build().write("content/index.md", "# Hello\n\nOther text.\n");
    expect((await costs(driver.root)).libraries).toEqual(RENDERING);
  });

  it("of code that any site had before loads no highlighter", async () => {
    const page = (text: string) => `# ${text}\n\n\`\`\`js\nlet a = 1;\n\`\`\`\n\n\`\`\`none\na\n\`\`\`\n`;
    await site({ "content/index.md": page("One") }).runProcess("build");
    const other = site({ "content/index.md": page("Two") });
    expect((await costs(other.root)).libraries.filter((name) => name.includes("shiki"))).toEqual([]);
    expect(readFileSync(join(other.root, "_site/index.html"), "utf8")).toContain(
      '<span class="hl-keyword">let</span>',
    );
  });

  it("compiles no code of a site whose settings did not change", async () => {
    const driver = site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ title: "Site" });\n',
      "content/index.md": "# Hello\n\n```js\nlet a = 1;\n```\n",
    });
    await driver.runProcess("build").runProcess("build");
    expect((await costs(driver.root)).libraries).toEqual(["jiti"]);
  });

  it("with nothing to do checks no settings and parses nothing, so it loads no zod and no YAML", async () => {
    const driver = site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "Site", theme: { brand: "#0f766e", footer: { legal: ' +
        '"Site" } }, eleventy() {} });\n',
      "content/index.md": "---\ntitle: Hello\n---\n# Hello\n",
      "content/content.json": '{ "tags": ["one"] }\n',
      "content/_data/team.json": '{ "name": "Team" }\n',
    });
    expect((await costs(driver.root)).bundled).toContain("zod");
    await driver.runProcess("build");
    const { bundled } = await costs(driver.root);
    expect(bundled).not.toContain("zod");
    expect(bundled).not.toContain("yaml");
  });
});
