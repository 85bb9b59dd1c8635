/** Whatever an Eleventy project's code writes to the output folder goes aside first, and takes its place with the site. */

import childProcess from "node:child_process";
import fs, { existsSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { site, type Files } from "../support/site.js";

const project = (files: Files, config: string) =>
  site({
    "package.json": '{ "type": "module" }',
    "eleventy.config.mjs": `import fs, { writeFileSync } from "node:fs";
import { execFileSync, execSync } from "node:child_process";
import { dirname } from "node:path";
export default function (c) {
${config}
}
`,
    ...files,
  });

/** A file that was just written is read again by the next build, whether it changed or not. */
const settled = () => new Promise<void>((done) => setTimeout(done, 150));

/** A package like sharp. Work in another thread is as unseen as that of native code. */
const SHARP: Files = {
  "node_modules/sharp/package.json": '{ "name": "sharp", "main": "index.cjs" }',
  "node_modules/sharp/index.cjs": `const { Worker } = require("node:worker_threads");
function Sharp() { if (!(this instanceof Sharp)) return new Sharp(); }
Sharp.prototype.toFormat = function () { return this; };
Sharp.prototype.toFile = (path) => new Promise((done, failed) => {
  const code = "require('node:fs').writeFileSync(require('node:worker_threads').workerData, 'image')";
  new Worker(code, { eval: true, workerData: path }).on("exit", done).on("error", failed);
});
module.exports = Sharp;
`,
};

describe("the output folder that code of a project names", () => {
  it("is a temporary one: no file appears before the site is complete", async () => {
    await project(
      { "a.njk": "{% note %}", "b.njk": "{{ title | fails }}" },
      `c.addShortcode("note", function () {
         fs.mkdirSync("_site/notes", { recursive: true });
         writeFileSync("./_site/notes/one.txt", "one");
         fs.mkdirSync(dirname(this.page.outputPath), { recursive: true });
         writeFileSync(dirname(this.page.outputPath) + "/two.txt", "two");
         return "noted " + fs.existsSync("_site/notes/one.txt");
       });`,
    )
      .build()
      .expectExit(1)
      .check(({ root }) => expect(existsSync(`${root}/_site`)).toBe(false))
      .remove("b.njk")
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "a/two.txt", "notes/one.txt"])
      .expectFile("a/index.html", "noted true")
      .write("a.njk", "plain")
      .build()
      .expectFiles(["a/index.html"]);
  });

  it("can be set by --output", async () => {
    await project(
      { "a.njk": "A" },
      'c.on("eleventy.after", () => fs.promises.writeFile("public/made.txt", "made")); return { ' +
        'dir: { output: "public" } };',
    )
      .build("--output", "elsewhere")
      .expectExit(0)
      .expectFiles(["a/index.html", "made.txt"], "elsewhere")
      .check(({ root }) => expect(existsSync(`${root}/public`)).toBe(false));
  });

  it("is written aside by images that sharp encodes, and by commands", async () => {
    await project(
      {
        "a.njk": '{% image "one" %}',
        "in.txt": "in",
        ...SHARP,
      },
      `c.addAsyncShortcode("image", async (name) => {
         const { default: sharp } = await import("sharp");
         fs.mkdirSync("_site/img", { recursive: true });
         await sharp().toFormat("webp").toFile("./_site/img/" + name + ".webp");
         return name;
       });
       c.on("eleventy.after", () => {
         execSync("cp in.txt ./_site/img/shell.txt");
         execFileSync("cp", ["in.txt", "_site/img/file.txt"]);
         execFileSync("cp", ["in.txt", "not_site"]);
       });`,
    )
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "img/file.txt", "img/one.webp", "img/shell.txt"])
      .check(({ root }) => expect(existsSync(`${root}/not_site`)).toBe(true));
  });

  it("is written by other processes in every build, for as long as they write it", async () => {
    const config = `export default (c) => c.on("eleventy.before", async ({ directories }) => {
  const { execFileSync } = await import("node:child_process");
  const write = "fs.writeFileSync(process.argv[1], fs.readFileSync('in.txt'))";
  execFileSync(process.execPath, ["-e", write, directories.output + "made.txt"]);
});
`;
    await site({ "eleventy.config.mjs": config, "a.njk": "A", "in.txt": "one" })
      .build()
      .expectExit(0)
      .expectFile("made.txt", "one")
      .write("a.njk", "B")
      .build()
      .expectFile("made.txt", "one")
      .write("in.txt", "two")
      .build()
      .expectFile("made.txt", "two")
      .write("eleventy.config.mjs", "export default () => {};\n")
      .build()
      .expectFiles(["a/index.html"]);
  });

  it("is no word of a command that means something else", async () => {
    await project(
      { "a.njk": "A", "in.txt": "in" },
      `c.on("eleventy.after", () => {
         const said = execSync("echo build -m build 'of build' && cp in.txt build").toString()
           + execFileSync("echo", ["build", "build-tools"]) + execSync("cat ./build/in.txt");
         writeFileSync("build/said.txt", said);
       });
       return { dir: { output: "build" } };`,
    )
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "in.txt", "said.txt"], "build")
      .expectFile("said.txt", "build -m build of build\nbuild build-tools\nin", "build");
  });

  it("is looked for while the project is built, and not afterwards", async () => {
    const before = [fs.writeFileSync, fs.promises.readFile, childProcess.spawn, process.env];
    const built = site({
      "package.json": '{ "type": "commonjs" }',
      "eleventy.config.cjs": `const { writeFileSync } = require("node:fs");
const { env } = process;
module.exports = (c) => c.on("eleventy.after", () => writeFileSync("_site/kept.txt", String(env.HANDBILL_TEST)));
`,
      "a.njk": "A",
    });
    await built.build().expectExit(0).expectFiles(["a/index.html", "kept.txt"]);
    expect([fs.writeFileSync, fs.promises.readFile, childProcess.spawn, process.env]).toEqual(before);
    // What code took in the first run goes aside in the next one, too.
    await built
      .write("b.njk", "B")
      .build("--output", "elsewhere")
      .expectFiles(["a/index.html", "b/index.html", "kept.txt"], "elsewhere");
  });

  it("shows code the files that others put there, and links may lead to them", async () => {
    await project(
      { "a.njk": '<link rel="stylesheet" href="/style.css">{{ "_site/style.css" | text }}' },
      'c.addFilter("text", (path) => fs.readFileSync(path, "utf8"));',
    )
      .write("_site/style.css", "red")
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectContains("a/index.html", "red")
      .check(settled)
      .write("_site/style.css", "blue")
      .build()
      .expectContains("a/index.html", "blue")
      .expectFile("style.css", "blue");
  });
});

describe("files that pages make", () => {
  it("are made once, come back when the site is lost, and are made again when their input changes", async () => {
    const encoded = () => Reflect.get(globalThis, "handbillImages") as number;
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "handbillImages"));
    await project(
      {
        "a.njk": "{% for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}{% image n %}{% endfor %}",
        "image.txt": "first",
      },
      `c.addShortcode("image", (n) => {
         const text = fs.readFileSync("image.txt", "utf8");
         const file = "_site/img/" + n + text + ".png";
         if (fs.existsSync(file)) return n;
         globalThis.handbillImages = (globalThis.handbillImages ?? 0) + 1;
         fs.mkdirSync("_site/img", { recursive: true });
         writeFileSync(file, text);
         return n;
       });`,
    )
      .build()
      .expectExit(0)
      .write("b.md", "# B\n")
      .build()
      .check(() => expect(encoded()).toBe(10))
      .remove("_site")
      .build()
      .expectFile("img/10first.png", "first")
      .check(() => expect(encoded()).toBe(10))
      .write("image.txt", "second")
      .build()
      .check(({ root }) => {
        expect(encoded()).toBe(20);
        expect(existsSync(`${root}/_site/img/1second.png`)).toBe(true);
        expect(existsSync(`${root}/_site/img/1first.png`)).toBe(false);
      });
  });
});

describe("a build with nothing to do", () => {
  it("looks at the environment variables that the project's code reads", async () => {
    const set = (value: string) => () => void Object.assign(process.env, { HANDBILL_TEST: value });
    onTestFinished(() => void delete process.env["HANDBILL_TEST"]);
    await project(
      { "a.njk": '{{ "x" | variable }}' },
      'c.addFilter("variable", () => process.env.HANDBILL_TEST ?? "none");',
    )
      .check(settled)
      .check(set("one"))
      .build()
      .expectFile("a/index.html", "one")
      .check(set("two"))
      .build()
      .expectFile("a/index.html", "two")
      .build()
      .expectStderr(/ 0 files written/);
  });
});

it("is written aside by images that sharp encodes, also if the configuration has loaded it before", async () => {
  await site({
    ...SHARP,
    ".eleventy.ts": `import { mkdirSync } from "node:fs";
import sharp from "sharp";
import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
  config.addAsyncShortcode("image", async () => {
    mkdirSync("_site/img", { recursive: true });
    await sharp().toFormat("webp").toFile("./_site/img/one.webp");
    return "made";
  });
} });
`,
    "layouts/own.njk": "{% image %}",
    "content/index.md": "# Home\n",
  })
    .runProcess("build")
    .expectExit(0)
    .expectFiles(["img/one.webp", "index.html"]);
});

describe("a program that writes to the output folder by itself", () => {
  const config = (folder: string) => `import { execFileSync } from "node:child_process";
export default (c) => c.on("eleventy.after", ({ directories }) => {
  const write = "fs.mkdirSync(process.argv[1], { recursive: true });" +
    "for (const name of ['one', 'two']) fs.writeFileSync(process.argv[1] + '/' + name + '.js', '')";
  execFileSync(process.execPath, ["-e", write, ${folder}]);
});
`;

  it("is reported once, at the configuration", async () => {
    // The command line does not contain the folder's name, as with a folder in the options of a native library.
    await site({ "eleventy.config.mjs": config('".//_site"'), "a.njk": "A" })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("output-bypassed eleventy.config.mjs")
      .check((_, { stdout }) =>
        expect(stdout).toContain("A program wrote _site/one.js and 1 more file by itself"),
      )
      .expectFiles(["a/index.html", "one.js", "two.js"]);
  });

  it("is not reported if it writes to `directories.output`, or wrote before the build", async () => {
    await site({ "eleventy.config.mjs": config("directories.output"), "a.njk": "A", "_site/old.js": "" })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectFiles(["a/index.html", "old.js", "one.js", "two.js"]);
  });
});
