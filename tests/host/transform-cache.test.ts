import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { cachedTransform, type Transform } from "../../src/system/transform-cache.js";
import { site } from "../support/site.js";

let root: string;
let calls: string[];
const compile: Transform = ({ source }) => {
  calls.push(source);
  return source === "bad" ? { code: "", error: new Error("no") } : { code: `compiled ${source}` };
};
const cached = (version = "1"): Transform =>
  cachedTransform(join(root, "cache", "programs"), version, compile).transform;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "handbill-transform-"));
  mkdirSync(join(root, "cache"));
  calls = [];
  onTestFinished(() => rmSync(root, { recursive: true }));
});

describe("compiled modules of a site", () => {
  it("are compiled once as long as text, path and compiler are the same", () => {
    for (const _ of [1, 2]) expect(cached()({ source: "a", filename: "a.ts" }).code).toBe("compiled a");
    expect(calls).toEqual(["a"]);
    cached()({ source: "b", filename: "a.ts" });
    cached()({ source: "b", filename: "b.ts" });
    cached("2")({ source: "b", filename: "b.ts" });
    expect(calls).toEqual(["a", "b", "b", "b"]);
    expect(readdirSync(join(root, "cache", "programs"))).toHaveLength(2);
  });

  it("are compiled again when a kept file is damaged", () => {
    cached()({ source: "a", filename: "a.ts" });
    const [name = ""] = readdirSync(join(root, "cache", "programs"));
    const file = join(root, "cache", "programs", name);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -3));
    expect(cached()({ source: "a", filename: "a.ts" }).code).toBe("compiled a");
    expect(calls).toEqual(["a", "a"]);
  });

  it("are not kept when they have an error, or where no build has left a cache", () => {
    expect(cached()({ source: "bad" }).error).toBeDefined();
    expect(existsSync(join(root, "cache", "programs"))).toBe(false);
    rmSync(join(root, "cache"), { recursive: true });
    cached()({ source: "a" });
    expect(existsSync(join(root, "cache"))).toBe(false);
  });

  it("are kept when the folder comes later, if somebody asks for it", () => {
    rmSync(join(root, "cache"), { recursive: true });
    const { transform, flush } = cachedTransform(join(root, "cache", "programs"), "1", compile);
    transform({ source: "a", filename: "a.ts" });
    flush();
    expect(existsSync(join(root, "cache"))).toBe(false);
    mkdirSync(join(root, "cache"));
    flush();
    cached()({ source: "a", filename: "a.ts" });
    expect(calls).toEqual(["a"]);
  });

  it("follow an edit of the configuration and of its imports", () =>
    site({
      "content/index.md": "# Hi\n",
      "name.ts": 'export const title: string = "One";\n',
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nimport { title } from "./name";\n' +
        "export default defineSite({ title });\n",
    })
      .build()
      .runProcess("build")
      .runProcess("build")
      .expectContains("index.html", "One")
      .write("name.ts", 'export const title: string = "Two";\n')
      .runProcess("build")
      .expectContains("index.html", "Two"));
});
