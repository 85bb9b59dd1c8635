/** The gate: what `handbill deploy` refuses, and that nothing is uploaded then, whatever the target. */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { describe, expect, it, onTestFinished } from "vitest";
import { runHere } from "../support/run-here.js";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

/** A target of some kind. */
interface Target {
  /** As the configuration has it. */
  readonly written: string;
  readonly env?: Record<string, string>;
  /** What the target holds, as text: another one when anything was uploaded. */
  held(): string;
}

/** A folder outside of the site, which goes when the test ends. */
function aside(): string {
  const folder = mkdtempSync(join(tmpdir(), "handbill-gate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const git = (folder: string, ...args: string[]) =>
  spawnSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
  }).stdout;
const treeText = (folder: string) =>
  [...readTree(folder)].map(([path, bytes]) => `${path} ${bytes.toString("base64")}`).join("\n");

const TARGETS: Readonly<Record<string, (made: SiteDriver) => Target | Promise<Target>>> = {
  "a folder": (made) => ({
    written: '{ to: "folder", path: "served" }',
    held: () => (existsSync(made.path("served")) ? treeText(made.path("served")) : ""),
  }),
  async "a bucket"() {
    const directory = aside();
    const server = new S3rver({
      port: 0,
      address: "127.0.0.1",
      silent: true,
      directory,
      configureBuckets: [{ name: "site" }],
    });
    const { port } = await server.run();
    onTestFinished(() => server.close());
    return {
      written: `{ to: "s3", bucket: "site", endpoint: "http://127.0.0.1:${port}" }`,
      env: { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" },
      held: () => treeText(directory),
    };
  },
  "a git branch"(made) {
    const remote = aside();
    git(remote, "init", "--quiet", "--bare");
    git(made.root, "init", "--quiet", "-b", "main");
    git(made.root, "remote", "add", "origin", remote);
    return {
      written: '{ to: "git" }',
      env: { GIT_CONFIG_GLOBAL: "/dev/null", HOME: made.root },
      held: () => git(remote, "for-each-ref"),
    };
  },
  "a host's own tool"() {
    const folder = aside();
    const calls = join(folder, "calls");
    writeFileSync(
      join(folder, "netlify"),
      `#!${process.execPath}\nrequire("node:fs").appendFileSync(${JSON.stringify(calls)}, "deployed\\n");\n`,
    );
    chmodSync(join(folder, "netlify"), 0o755);
    return {
      written: '{ to: "netlify" }',
      env: { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
      held: () => (existsSync(calls) ? readFileSync(calls, "utf8") : ""),
    };
  },
};

const config = (target: string, options = "") =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", layout: "blank", ${options} deploy: { production: ` +
  `${target} } });\n`;
const FILES: Files = {
  "content/index.md": "# Home\n\n[A](a.md)\n",
  "content/a.md": "# A\n\n## On Linux\n\nText.\n\n## On Windows\n",
  "content/start.md": "# Start\n",
};
const projectConfig = (target: string) =>
  JSON.stringify({
    type: "module",
    handbill: { deploy: { production: JSON.parse(target.replace(/(\w+): /g, '"$1": ')) as unknown } },
  });
const PROJECT: Files = {
  "eleventy.config.js": "export default () => ({ dir: { input: 'src' } });\n",
  "src/index.md": "# Home\n\n[A](/a/)\n",
  "src/a.html": '<h1>A</h1>\n<h2 id="on-linux">On Linux</h2>\n<h2 id="on-windows">On Windows</h2>\n',
  "src/start.md": "# Start\n",
};

/** A site of one kind that is online at a target, and how to deploy it again. */
async function online(target: string, kind: "site" | "project" = "site") {
  const made = site(kind === "site" ? FILES : PROJECT);
  const { written, env = {}, held } = (await TARGETS[target]?.(made)) as Target;
  const configure = (options = "") =>
    kind === "site"
      ? made.write(".eleventy.ts", config(written, options))
      : made.write("package.json", projectConfig(written));
  const deploy = (...args: string[]) => runHere(["deploy", ...args], made.root, env);
  await configure().build();
  const first = await deploy();
  expect(first, "a first deploy to an empty target passes").toMatchObject({ code: 0 });
  const before = held();
  expect(before).not.toBe("");
  return {
    made,
    configure,
    deploy,
    held,
    /** Deploys again, and nothing may be uploaded. */
    async refused(...said: (string | RegExp)[]) {
      const { code, stderr } = await deploy();
      for (const part of said) expect(stderr).toMatch(part);
      expect(stderr).toContain("Nothing was uploaded.");
      expect(code).toBe(1);
      expect(held()).toBe(before);
    },
  };
}

describe.each(Object.keys(TARGETS))("to %s", (target) => {
  it("no site is deployed that has a broken link or a redirect loop, with the place of each", async () => {
    const { made, configure, refused } = await online(target);
    await made.write("content/start.md", "# Start\n\n[x](nowhere.md)\n").build().expectExit(1);
    await refused(/broken-link {2}content\/start\.md:3:5/, /Fix what is listed above and build again/);
    await made.write("content/start.md", "# Start\n");
    await configure('redirects: { "/x/": "/y/", "/y/": "/x/" },').build().expectExit(1);
    await refused(/redirect-loop {2}\.eleventy\.ts:2/);
  });

  it("no site is deployed whose sources changed since it was built", async () => {
    const { made, refused } = await online(target);
    await made.write("content/start.md", "# Other\n");
    await refused(
      /build-outdated {2}content\/start\.md\n {2}content\/start\.md changed after _site was built\./,
      /Run `handbill build`/,
    );
    await made.write("content/start.md", "# Start\n").write("content/c.md", "# C\n").remove("content/a.md");
    await refused(
      /2 files changed after _site was built: content\/a\.md \(removed\), content\/c\.md \(new\)\./,
    );
  });

  it("no release may lose a URL or a heading id of the online site", async () => {
    const { made, configure, refused, deploy, held } = await online(target);
    const before = held();
    await made
      .write("content/a.md", "# A\n\n## On BSD\n\n## On Windows\n")
      .remove("content/start.md")
      .build()
      .expectExit(0);
    await refused(
      /lost-address\n {2}\/start\/ was published/,
      /redirects: \{ "\/start\/": "\/…" \}/,
      /lost-anchor\n {2}\/a\/#on-linux was published/,
      /Add the redirects and ids above/,
    );
    // What is meant to go, and what leads on, is not lost.
    await made
      .write(
        "content/a.md",
        "---\nredirectFrom: /start/\n---\n# A\n\n## On BSD {#on-linux}\n\n## On Windows\n",
      )
      .build();
    expect(await deploy()).toMatchObject({ code: 0 });
    expect(held()).not.toBe(before);
    await made.write("content/a.md", "# A\n\n## On BSD {#on-linux}\n\n## On Windows\n").build();
    expect(await deploy(), "a redirect that others followed is a URL as well").toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /\/start\/ was published[\s\S]*It redirected to \/a\/\. Keep the redirect/,
      ) as string,
    });
    await configure('gone: ["/start/"],').build();
    expect(await deploy()).toMatchObject({ code: 0 });
  });

  it("an Eleventy project passes the same gate", async () => {
    const { made, refused } = await online(target, "project");
    await made.write("src/start.md", "# Start\n\n[x](/nowhere/)\n");
    await refused(/build-outdated {2}src\/start\.md/);
    await made.build();
    await refused(/error {2}broken-link {2}src\/start\.md:3:5/);
    await made
      .write("src/a.html", '<h1>A</h1>\n<h2 id="on-linux">On Linux</h2>\n')
      .remove("src/start.md")
      .build();
    await refused(/\/start\/ was published/, /\/a\/#on-windows was published/);
  });
});

describe("with --anyway", () => {
  it("the release is deployed, and remembers why it was refused", async () => {
    const { made, deploy } = await online("a folder");
    await made.write("content/start.md", "# Start\n\n[x](nowhere.md)\n").build();
    expect(await deploy("--anyway")).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /warning {2}broken-link {2}content\/start\.md:3:5[\s\S]*\nDeployed with --anyway: 1 broken-link\.\n$/,
      ) as string,
    });
    const { releases } = JSON.parse(readFileSync(made.path("served/.handbill/state.json"), "utf8")) as {
      readonly releases: readonly { readonly anyway?: readonly string[] }[];
    };
    expect(releases.map(({ anyway }) => anyway)).toEqual([undefined, ["1 broken-link"]]);
  });

  it("the commit of a branch gives the reason", async () => {
    const { made, deploy } = await online("a git branch");
    await made.remove("content/start.md").build();
    expect(await deploy("--anyway")).toMatchObject({ code: 0 });
    git(made.root, "fetch", "--quiet", "origin", "gh-pages");
    expect(git(made.root, "log", "-1", "--format=%B", "FETCH_HEAD")).toContain(
      "Deployed with --anyway: 1 lost-address",
    );
  });

  it("a folder of which nothing is known is deployed", async () => {
    await site({
      ".eleventy.ts": config('{ to: "folder", path: "served" }'),
      ...FILES,
      "_site/index.html": "x",
    })
      .run("deploy")
      .expectExit(1)
      .expectStderr(/build-outdated\n {2}_site has no record of its build\./)
      .run("deploy", "--anyway")
      .expectExit(0);
  });
});

describe("deploy --build", () => {
  it("builds, checks and deploys in one go, and uploads nothing where it finds errors", async () => {
    const made = site({ ".eleventy.ts": config('{ to: "folder", path: "served" }'), ...FILES });
    await made
      .write("content/start.md", "# Start\n\n[x](nowhere.md)\n")
      .run("deploy", "--build")
      .expectExit(1)
      .expectStderr(/broken-link {2}content\/start\.md:3:5[\s\S]*Nothing was uploaded\./)
      .write("content/start.md", "---\ntitle: [\n---\n")
      .run("deploy", "--build")
      .expectExit(1)
      .expectStderr(/front-matter-yaml[\s\S]*Nothing was uploaded, because the build failed\.\n$/)
      .check(() => expect(existsSync(made.path("served"))).toBe(false))
      .write("content/start.md", "# Start\n\n![](x.png)\n")
      .write("content/x.png", "x")
      .run("deploy", "--build")
      .expectExit(0)
      .expectStderr(/warning {2}image-alt[\s\S]*uploaded to .*served/);
  });
});

it("a finding that the site turned off is no reason to refuse", async () => {
  const { made, configure, deploy } = await online("a folder");
  await configure('levels: { "lost-anchor": "off", "lost-address": "warning" },');
  await made.write("content/a.md", "# A\n\n## On BSD\n").remove("content/start.md").build();
  expect(await deploy()).toMatchObject({ code: 0 });
});

it("a source that looks new and is the same passes, as after a fresh clone", async () => {
  const { made, deploy } = await online("a folder");
  await made.write("content/a.md", FILES["content/a.md"] ?? "");
  expect(await deploy()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("Nothing to do") as string,
  });
});

it("an edit that was built by itself is known", async () => {
  const { made, deploy } = await online("a folder");
  await new Promise((done) => setTimeout(done, 150));
  await made
    .build()
    .write("content/start.md", "# Start\n\nMore.\n")
    .build("--explain")
    .expectStderr(/1 file written/);
  expect(await deploy()).toMatchObject({ code: 0 });
  await made.write("content/start.md", "# Start\n\nMore [x](nowhere.md).\n").build().expectExit(1);
  expect(await deploy()).toMatchObject({ code: 1 });
});

it("does not treat files that tools write next to a project as sources", async () => {
  const { made, deploy } = await online("a folder", "project");
  await made.write(".netlify/state.json", "{}");
  expect(await deploy()).toMatchObject({ code: 0 });
  await made.build().write(".netlify/state.json", "{ }");
  expect(await deploy()).toMatchObject({ code: 0 });
  await made.write(".eleventyignore", "x\n");
  expect(await deploy()).toMatchObject({ code: 1 });
});

it("a rollback passes", async () => {
  const { made, deploy } = await online("a folder");
  await made.write("content/c.md", "# C\n").build();
  expect(await deploy()).toMatchObject({ code: 0 });
  expect(await deploy("--rollback")).toMatchObject({ code: 0 });
});

it("the URLs of a host without a record are read from its sitemap, or reported as unknown", async () => {
  const made = site(FILES);
  const { written, env = {} } = (await TARGETS["a host's own tool"]?.(made)) as Target;
  await made.write(".eleventy.ts", config(written)).build();
  expect(await runHere(["deploy"], made.root, env)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(
      "Handbill could not compare with the site online: The site has no `url`, so Handbill cannot " +
        "read its sitemap.",
    ) as string,
  });
});
