/** `handbill deploy` as people run it: a folder, a git branch, a host's own tool. */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runHere } from "../support/run-here.js";
import { readTree, run, site, type Files, type SiteDriver } from "../support/site.js";

/** What these tests take away is meant to go: `gate.test.ts` is about what is not. */
const config = (deploy: string) =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", layout: "blank", gone: ["/**"], deploy: ${deploy} });\n`;
const files = (deploy: string): Files => ({
  ".eleventy.ts": config(deploy),
  "content/index.md": "one\n",
  "content/a.md": "a\n",
  "public/app.0a1b2c3d.css": "x",
});
const served = (made: SiteDriver, folder = "served") =>
  [...readTree(made.path(folder)).keys()].filter(
    (name) => !name.startsWith(".handbill/") && !name.startsWith("assets/"),
  );

describe("a folder", () => {
  it("gets changed files and keeps files of others; a dry run does nothing", async () => {
    await site({ ...files('{ production: { to: "folder", path: "served" } }'), "served/foreign.txt": "mine" })
      .run("deploy")
      .expectExit(1)
      .expectStderr(/The output folder has no built site/)
      .build()
      .run("deploy", "--dry-run", "--format", "json")
      .expectExit(0)
      .check((made, { stdout }) => {
        const { files: planned } = JSON.parse(stdout) as { files: { path: string; why: string }[] };
        expect(
          planned.filter(({ path }) => !path.startsWith("assets/")).map(({ path, why }) => `${path} ${why}`),
        ).toEqual(["app.0a1b2c3d.css new", "a/index.html new", "index.html new"]);
        expect(served(made)).toEqual(["foreign.txt"]);
      })
      .run("deploy")
      .expectExit(0)
      .expectStderr(/\d+ new, 0 changed, 0 removed; .* uploaded to .*served \(release \w{10}\)/)
      .check((made) =>
        expect(served(made)).toEqual(["a/index.html", "app.0a1b2c3d.css", "foreign.txt", "index.html"]),
      )
      .run("deploy")
      .expectExit(0)
      .expectStderr(/Nothing to do/)
      .write("content/index.md", "two\n")
      .remove("content/a.md")
      .remove("public/app.0a1b2c3d.css")
      .build()
      .run("deploy", "production", "--dry-run")
      .expectExit(0)
      .expectStdout(/^~ index\.html\n- a\/index\.html\n0 new, 1 changed, 1 removed; \d+ B would be uploaded/)
      .run("deploy")
      .expectExit(0)
      .check((made) => expect(served(made)).toEqual(["app.0a1b2c3d.css", "foreign.txt", "index.html"]))
      .run("deploy", "--rollback")
      .expectExit(0)
      .expectStderr(/Restored release \w{10} at .*served\./)
      .check((made) => {
        expect(served(made)).toEqual(["a/index.html", "app.0a1b2c3d.css", "foreign.txt", "index.html"]);
        expect(readFileSync(made.path("served/index.html"), "utf8")).toContain("one");
      });
  });

  it("loses no file outside of it, for any list of its files", async () => {
    await site({
      ...files('{ production: { to: "folder", path: "served" } }'),
      "victim/file.txt": "mine",
      "served/.handbill/state.json":
        '{"version":1,"releases":[],"files":{"../victim/file.txt":["h",1]},"kept":{},"pending":[]}',
    })
      .build()
      .run("deploy")
      .expectExit(1)
      .expectStderr(/deploy-failed\n.*has entries outside the target's folder/)
      .check((made) => expect(readFileSync(made.path("victim/file.txt"), "utf8")).toBe("mine"));
  });

  it("forgets releases that are too old to go back to", async () => {
    const made = site({ ...files('{ production: { to: "folder", path: "served", keepDays: 0 } }') });
    for (const text of ["1", "2", "3", "4", "5"])
      await made.write("content/index.md", text).build().run("deploy").expectExit(0);
    expect([...readTree(made.path("served/.handbill/releases")).keys()]).toHaveLength(2);
  });

  it("comes from the configuration, and its absence is reported", async () => {
    await site({
      ...files('{ staging: { to: "folder", path: "a" }, production: { to: "folder", path: "b" } }'),
    })
      .build()
      .run("deploy", "stagin")
      .expectExit(1)
      .expectStderr(/Unknown deploy target `stagin`\.\n.*Did you mean `staging`\?/)
      .run("deploy", "a", "b")
      .expectExit(2)
      .run("deploy", "--release", "x")
      .expectExit(2)
      .run("deploy", "--rollback")
      .expectExit(1)
      .expectStderr(/deploy-failed\n.*has no previous release/);
    for (const path of [".", "content", "_site", ""])
      await site({ ...files(`{ production: { to: "folder", path: "${path}" } }`), "_site/index.html": "x" })
        .run("deploy", "--dry-run")
        .expectExit(1)
        .expectStderr(/deploy-failed\n.*The target's folder \S+ (?:is|contains)/);
    await site(files('{ production: { to: "s3", bucket: "b" } }'))
      .build()
      .run("deploy")
      .expectExit(1)
      .expectStderr(
        /^Comparing…\nerror  deploy-failed\n.*the region of the bucket is missing\.\n  Set `region`/,
      );
    await site(files('{ production: { to: "s3" } }'))
      .run("deploy")
      .expectExit(1)
      .expectStderr(/config-invalid.*\n.*`deploy` must be targets by name/);
    await site(files('{ production: { to: "folder", path: "x", secret: "y" } }'))
      .run("build")
      .expectExit(1)
      .expectStderr(/config-invalid/);
  });
});

describe.skipIf(spawnSync("rsync", ["--version"]).error !== undefined)("a folder by rsync", () => {
  it("gets changed files, and loses only files of this site", async () => {
    await site({
      ...files('{ production: { to: "rsync", destination: "served" } }'),
      "content/with space é.md": "x\n",
      "served/foreign.txt": "mine",
      "served/a/foreign.txt": "mine",
    })
      .build()
      .run("deploy")
      .expectExit(0)
      .check((made) => {
        expect(served(made)).toEqual([
          "a/foreign.txt",
          "a/index.html",
          "app.0a1b2c3d.css",
          "foreign.txt",
          "index.html",
          "with space é/index.html",
        ]);
        for (const [name, bytes] of readTree(made.path("_site")))
          expect(readFileSync(made.path("served", name)).equals(bytes), name).toBe(true);
      })
      .run("deploy")
      .expectExit(0)
      .expectStderr(/Nothing to do/)
      .write("content/index.md", "two\n")
      .remove("content/a.md")
      .remove("public/app.0a1b2c3d.css")
      .build()
      .run("deploy")
      .expectExit(0)
      .expectStderr(/0 new, 1 changed, 1 gone/)
      .check((made) => {
        expect(served(made)).toEqual([
          "a/foreign.txt",
          "app.0a1b2c3d.css",
          "foreign.txt",
          "index.html",
          "with space é/index.html",
        ]);
        expect(readFileSync(made.path("served/index.html"), "utf8")).toContain("two");
      })
      .run("deploy", "--rollback")
      .expectExit(1)
      .expectStderr(/served keeps no earlier releases/)
      // What is replaced from here on is kept.
      .write(".eleventy.ts", config('{ production: { to: "rsync", destination: "served", rollback: true } }'))
      .write("content/index.md", "three\n")
      .write("content/new.md", "new\n")
      .build()
      .run("deploy")
      .expectExit(0)
      .remove("content/with space é.md")
      .build()
      .run("deploy")
      .expectExit(0)
      .check((made) =>
        expect(served(made)).toEqual([
          "a/foreign.txt",
          "app.0a1b2c3d.css",
          "foreign.txt",
          "index.html",
          "new/index.html",
        ]),
      )
      .run("deploy", "--rollback")
      .expectExit(0)
      .check((made) => {
        expect(served(made)).toEqual([
          "a/foreign.txt",
          "app.0a1b2c3d.css",
          "foreign.txt",
          "index.html",
          "new/index.html",
          "with space é/index.html",
        ]);
        expect(readFileSync(made.path("served/with space é/index.html"), "utf8")).toContain("x");
      })
      .run("deploy", "--rollback")
      .expectExit(0)
      .check((made) => expect(served(made)).not.toContain("with space é/index.html"))
      .write(".eleventy.ts", config('{ production: { to: "rsync", destination: "nowhere.invalid:/x" } }'))
      .build()
      .run("deploy")
      .expectExit(1)
      .expectStderr(/deploy-failed\n.*rsync could not reach nowhere\.invalid:\/x/);
  });
});

describe("a git branch", () => {
  const git = (cwd: string, ...args: string[]) =>
    run("git", ["-c", "user.email=t@t.example", "-c", "user.name=T", ...args], cwd, {
      GIT_CONFIG_GLOBAL: "/dev/null",
    });

  it("holds the site as its commits; hashed files stay; the repository's own branch is not touched", async () => {
    const made = site(files('{ production: { to: "git" } }'));
    await made.build();
    mkdirSync(made.path("remote.git"));
    await git(made.path("remote.git"), "init", "--quiet", "--bare");
    await git(made.root, "init", "--quiet", "-b", "main");
    await git(made.root, "remote", "add", "origin", made.path("remote.git"));
    const branch = async () =>
      (await git(made.path("remote.git"), "ls-tree", "-r", "--name-only", "gh-pages")).stdout
        .split("\n")
        .filter((name) => name !== "" && !name.startsWith("assets/"));
    const deploy = (...args: string[]) =>
      runHere(["deploy", ...args], made.root, { GIT_CONFIG_GLOBAL: "/dev/null", HOME: made.root });
    expect((await deploy("--dry-run")).stdout).toContain("+ a/index.html\n");
    expect((await deploy()).code).toBe(0);
    expect(await branch()).toEqual(["a/index.html", "app.0a1b2c3d.css", "index.html"]);
    expect((await deploy()).stderr).toContain("Nothing to do");
    await made
      .remove("content/a.md")
      .remove("public/app.0a1b2c3d.css")
      .write("content/index.md", "two\n")
      .build();
    expect((await deploy()).stderr).toContain("0 new, 1 changed, 1 removed");
    expect(await branch()).toEqual(["app.0a1b2c3d.css", "index.html"]);
    expect((await git(made.path("remote.git"), "rev-list", "--count", "gh-pages")).stdout.trim()).toBe("2");
    expect((await deploy("--rollback")).code).toBe(0);
    expect(await branch()).toEqual(["a/index.html", "app.0a1b2c3d.css", "index.html"]);
    expect((await git(made.root, "status", "--short", "--branch")).stdout).toMatch(
      /^## No commits yet on main\n(?:\?\? .*\n)+$/,
    );
    // A remote that is not there is told, not thrown.
    await made.write(".eleventy.ts", config('{ production: { to: "git", remote: "nowhere" } }')).build();
    expect(await deploy()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deploy-failed\n.*git ls-remote failed/) as string,
    });
  });
});

describe("another program", () => {
  /** Puts a program of that name on the path, which writes down its arguments. */
  const fake = (made: SiteDriver, name: string, body: string): Record<string, string> => {
    mkdirSync(made.path("bin"), { recursive: true });
    writeFileSync(
      made.path("bin", name),
      `#!${process.execPath}\nimport("node:fs").then((fs) => { fs.appendFileSync(` +
        `${JSON.stringify(made.path("calls"))}, JSON.stringify(process.argv.slice(2)) + "\\n"); ` +
        `${body} });\n`,
    );
    chmodSync(made.path("bin", name), 0o755);
    return { PATH: `${made.path("bin")}${delimiter}${process.env["PATH"] ?? ""}` };
  };
  const calls = (made: SiteDriver) =>
    readFileSync(made.path("calls"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as string[]);

  const TOOLS: readonly (readonly [
    to: string,
    program: string,
    args: readonly string[],
    preview: readonly string[],
  ])[] = [
    [
      "netlify",
      "netlify",
      ["deploy", "--prod", "--no-build", "--dir", "_site", "--site", "acme"],
      ["deploy", "--alias", "pr-12", "--no-build", "--dir", "_site", "--site", "acme"],
    ],
    [
      "cloudflare",
      "wrangler",
      ["pages", "deploy", "_site", "--project-name", "acme"],
      ["pages", "deploy", "_site", "--project-name", "acme", "--branch", "pr-12"],
    ],
    [
      "vercel",
      "vercel",
      ["deploy", "_site", "--prod", "--yes", "--project", "acme"],
      ["deploy", "_site", "--yes", "--project", "acme"],
    ],
    [
      "firebase",
      "firebase",
      ["deploy", "--only", "hosting", "--project", "acme"],
      ["hosting:channel:deploy", "pr-12", "--project", "acme"],
    ],
  ];

  it("is called as its documentation says", async () => {
    const made = await site(
      files(`{ ${TOOLS.map(([to]) => `${to}: { to: "${to}", project: "acme" }`).join(", ")} }`),
    ).build();
    for (const [to, program, expected, preview] of TOOLS) {
      const env = fake(made, program, 'console.log("Deployed https://acme.example/x");');
      expect(await runHere(["deploy", to], made.root, env)).toMatchObject({
        code: 0,
        stderr: expect.stringContaining(`Deployed to ${to}: https://acme.example/x`) as string,
      });
      const named = (args: readonly string[]) =>
        args.map((arg) => (arg === "_site" ? made.path("_site") : arg));
      expect(calls(made).at(-1)).toEqual(named(expected));
      expect(await runHere(["deploy", to, "--preview", "pr-12"], made.root, env)).toMatchObject({ code: 0 });
      expect(calls(made).at(-1)).toEqual(named(preview));
    }
    expect(await runHere(["deploy", "vercel", "--preview", "PR 12"], made.root)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("`PR 12` is not a valid preview name") as string,
    });
  });

  it("gets the built Firebase settings, and other targets have no previews", async () => {
    const options =
      'hosts: ["firebase"], deploy: { live: { to: "firebase" }, other: { to: "folder", path: "x" } }';
    const made = await site({
      "content/index.md": "one\n",
      ".eleventy.ts":
        `import { defineSite } from "handbill";\n` +
        `export default defineSite({ layout: "blank", ${options} });\n`,
    }).build();
    expect(await runHere(["deploy", "live"], made.root, fake(made, "firebase", ""))).toMatchObject({
      code: 0,
    });
    expect(calls(made).at(-1)).toEqual([
      "deploy",
      "--only",
      "hosting",
      "--config",
      made.path("_site/firebase.json"),
    ]);
    expect(await runHere(["deploy", "other", "--preview", "pr-1"], made.root)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deploy-failed\n.*`folder` do not support named previews/) as string,
    });
  });

  it("that fails or is missing is reported", async () => {
    const made = await site(files('{ production: { to: "vercel" } }')).build();
    const env = fake(made, "vercel", 'console.error("Error: not signed in"); process.exit(3);');
    expect(await runHere(["deploy"], made.root, env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/vercel could not deploy the site: Error: not signed in/) as string,
    });
    expect(await runHere(["deploy"], made.root, { PATH: join(made.root, "nothing") })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/`vercel` is not installed[\s\S]*npm install --global vercel/) as string,
    });
  });
});

describe("an output folder between two builds", () => {
  const pending = (isMixed: boolean) =>
    JSON.stringify({ version: 5, folders: { _site: { isMixed, files: [], gone: [] } } });
  const built = () => site(files('{ production: { to: "folder", path: "served" } }')).build();

  it("is neither deployed nor shown while it holds files of both, and the next build completes it", async () => {
    await built()
      .write(".cache/handbill/outputs.pending.json", pending(true))
      .run("deploy")
      .expectExit(1)
      .expectStderr(/error {2}between-builds\n {2}The folder _site holds files of two builds/)
      .run("preview")
      .expectExit(1)
      .expectStderr(/between-builds/)
      .check((made) => expect(readTree(made.path("served")).size).toBe(0))
      .build()
      .run("deploy")
      .expectExit(0);
  });

  it("is deployed if it is complete, and not if it is missing", async () => {
    await built()
      .write(".cache/handbill/outputs.pending.json", pending(false))
      .run("deploy")
      .expectExit(0)
      .check((made) => rmSync(made.path("_site"), { recursive: true }))
      .run("deploy")
      .expectExit(1)
      .expectStderr(/between-builds/);
  });
});
