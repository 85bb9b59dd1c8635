/** `check --since` and `report --since`: what a branch brings, against the site as it was at a commit. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { describe, expect, it, onTestFinished } from "vitest";
import { runHere } from "./support/run-here.js";
import { site, writeFiles, type Files, type SiteDriver } from "./support/site.js";

const git = (folder: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(
    "git",
    ["-c", "user.email=t@t.example", "-c", "user.name=T", ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" } },
  );
  expect(status, `git ${args.join(" ")}: ${stderr}`).toBe(0);
  return stdout.trim();
};
const commit = (folder: string): void => {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "-m", "x");
};

const FILES: Files = {
  ".gitignore": "_site\n.cache\n",
  "content/index.md": "# Home\n\nSee [old](old.md).\n",
  "content/docs/a.md": "# A\n\n## One\n\nText.\n",
  "content/docs/b.md": "# B\n\n![](x.png)\n",
  "content/docs/x.png": "x",
};

/** A site in a repository with one commit, on a branch of its own. */
function repository(files: Files = FILES): SiteDriver {
  const made = site(files);
  git(made.root, "init", "--quiet", "-b", "main");
  commit(made.root);
  git(made.root, "checkout", "--quiet", "-b", "topic");
  return made;
}

describe("check --since", () => {
  it("reports new findings, counts the others, and sets the exit code by the new ones", async () => {
    await repository()
      .run("check")
      .expectExit(1)
      .run("check", "--since", "main", "--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectStderr(/3 pages, nothing new to report\n2 findings of main \([0-9a-f]{10}\) left out\n$/)
      .write("content/docs/a.md", "# A\n\n## One\n\nText. [x](gone.md)\n")
      .run("check", "--since", "main", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("broken-link content/docs/a.md:5:11")
      .write("content/docs/a.md", "# A\n\n## One\n\n![](x.png)\n")
      .run("check", "--since", "main", "--format", "json")
      .expectExit(0)
      .expectDiagnostics("image-alt content/docs/a.md:5:1");
  });

  it("does not call a finding new that moved with its line or its file", async () => {
    const made = repository();
    await made
      .write("content/index.md", "# Home\n\nA new first paragraph.\n\nSee [old](old.md).\n")
      .rename("content/docs/b.md", "content/guide/c.md")
      .rename("content/docs/x.png", "content/guide/x.png")
      .run("check", "--since", "main", "--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectStderr(/2 findings of main/);
  });

  it("does not call syntax of another generator new that many places have", async () => {
    await repository({ ...FILES, "content/docs/a.md": "# A\n\n<Tabs>x</Tabs>\n\n<Card>y</Card>\n" })
      .run("check", "--since", "main", "--format", "json")
      .expectDiagnostics()
      .write("content/docs/a.md", "# A\n\n<Tabs>x</Tabs>\n\n<Card>y</Card>\n\n<Steps>z</Steps>\n")
      .run("check", "--since", "main", "--format", "json")
      .expectDiagnostics("foreign-syntax content/docs/a.md:7:1");
  });

  it("lists the fixed findings", async () => {
    await repository()
      .write("content/index.md", "# Home\n")
      .run("check", "--since", "main")
      .expectExit(0)
      .expectStderr(/1 finding of main \(.*\) left out, 1 finding fixed\n$/);
  });

  it("works where the site is in a folder of the repository", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-since-")));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    writeFiles(
      root,
      Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`web/site/${path}`, text])),
    );
    git(root, "init", "--quiet", "-b", "main");
    commit(root);
    const inside = join(root, "web/site");
    writeFiles(inside, { "content/docs/a.md": "# A\n\n[x](gone.md)\n" });
    const { code, stdout } = await runHere(["check", "--since", "HEAD", "--format", "json"], inside);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: "broken-link", file: "content/docs/a.md" }],
    });
    expect(code).toBe(1);
    const before = await runHere(["check", "--since", "HEAD", "--root", "web/site"], root);
    expect(before.stderr).toContain("2 findings of HEAD");
  });

  it("builds a commit once, and again when it is another", async () => {
    const made = repository();
    await made
      .run("check", "--since", "main")
      .expectStderr(/Building main…/)
      .run("check", "--since", "main");
    await made.check((_, { stderr }) => expect(stderr).not.toContain("Building"));
    await made.write("content/index.md", "# Home\n");
    commit(made.root);
    await made
      .run("check", "--since", "HEAD")
      .expectStderr(/Building HEAD…/)
      .expectStderr(/1 finding of HEAD/)
      .run("check", "--since", "HEAD~1")
      .expectStderr(/Building HEAD~1…/)
      .expectStderr(/1 finding of HEAD~1 .* left out, 1 finding fixed/);
  });

  it("leaves the work tree, the index and the branch as they are", async () => {
    const made = repository();
    await made.write("content/docs/a.md", "# Edited\n").write("content/new.md", "# New\n");
    git(made.root, "add", "content/new.md");
    const state = () => git(made.root, "status", "--porcelain", "--branch");
    const before = state();
    await made.run("check", "--since", "main");
    expect(state()).toBe(before);
  });

  it("checks an Eleventy project, too", async () => {
    await repository({
      ".gitignore": "_site\n.cache\n",
      "package.json": '{ "type": "module" }',
      "eleventy.config.js": "export default () => ({ dir: { input: 'src' } });\n",
      "src/index.md": "# Home\n\n[a](/gone/)\n",
    })
      .write("src/index.md", "# Home\n\nMore.\n\n[a](/gone/)\n\n[b](/lost/)\n")
      .run("check", "--since", "main", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("broken-link src/index.md:7:5")
      .expectStderr(/1 finding of main/);
  });
});

describe("check --since auto", () => {
  it("compares with the commit where the branch started, without later commits of its target", async () => {
    const made = repository();
    await made.write("content/docs/a.md", "# A\n\n[x](gone.md)\n");
    commit(made.root);
    git(made.root, "checkout", "--quiet", "main");
    await made.write("content/docs/b.md", "# B\n");
    commit(made.root);
    git(made.root, "checkout", "--quiet", "topic");
    await made
      .run("check", "--since", "auto", "--format", "json")
      .expectDiagnostics("broken-link content/docs/a.md:3:5")
      .expectStderr(/2 findings of main/);
  });

  it("takes the target from the service: GitHub, GitLab, Bitbucket, Azure", async () => {
    const made = repository();
    git(made.root, "branch", "release", "main");
    const clone = realpathSync(mkdtempSync(join(tmpdir(), "handbill-clone-")));
    onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
    git(clone, "clone", "--quiet", made.root, ".");
    const first = git(clone, "rev-parse", "origin/release");
    for (const [name, value] of [
      ["GITHUB_BASE_REF", "release"],
      ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release"],
      ["BITBUCKET_PR_DESTINATION_BRANCH", "release"],
      ["SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release"],
    ] as const)
      expect((await runHere(["check", "--since", "auto"], clone, { [name]: value })).stderr, name).toContain(
        "findings of origin/release (",
      );
    expect(
      (await runHere(["check", "--since", "auto"], clone, { CI_MERGE_REQUEST_DIFF_BASE_SHA: first })).stderr,
    ).toContain(`findings of ${first} (`);
  });

  it("names the command to fetch the rest of a shallow clone", async () => {
    const made = repository();
    await made.write("content/docs/a.md", "# Other\n");
    commit(made.root);
    const clone = realpathSync(mkdtempSync(join(tmpdir(), "handbill-shallow-")));
    onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
    git(clone, "clone", "--quiet", "--depth=1", "--branch=topic", `file://${made.root}`, ".");
    const check = (since: string) =>
      runHere(["check", "--since", since], clone, {
        GITHUB_BASE_REF: "main",
        GIT_CONFIG_GLOBAL: "/dev/null",
      });
    const missing = await check("auto");
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.stderr).toBe(
      "handbill: This clone is shallow and has no commit `origin/main`. Fetch it: git fetch origin " +
        "main:refs/remotes/origin/main\n",
    );
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main");
    const apart = await check("auto");
    expect(apart.stderr).toMatch(
      /lacks the commit where the branch started from origin\/main\. Fetch the history: git fetch --unshallow/,
    );
    // A ref that is there is enough, without any history.
    expect(await check("main")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("findings of origin/main") as string,
    });
    git(clone, "fetch", "--quiet", "--unshallow", "origin");
    expect(await check("auto")).toMatchObject({ code: 0 });
  });

  it("reports a missing repository, commit or ref", async () => {
    await site({ "content/index.md": "# Home\n" })
      .run("check", "--since", "main")
      .expectExit(1)
      .expectStderr(/The site is not in a git repository/)
      .run("check", "--since=")
      .expectExit(2)
      .expectStderr(/--since auto/);
    await repository()
      .run("check", "--since", "nowhere")
      .expectExit(1)
      .expectStderr(/The repository has no commit `nowhere`\./)
      .run("check", "--since=--output=x")
      .expectExit(1);
  });
});

describe("report --since", () => {
  it("names the page that was edited, the finding that is new, and the URL that is lost", async () => {
    const made = repository();
    await made
      .write("content/docs/a.md", "# A\n\n## Two\n\nText and more. [x](gone.md)\n")
      .remove("content/docs/b.md")
      .run("report", "--since", "main", "--format", "json")
      .expectExit(0)
      .check((_, { stdout }) => {
        expect(JSON.parse(stdout)).toMatchObject({
          since: { name: "main" },
          findings: { new: [{ code: "broken-link", file: "content/docs/a.md" }], kept: 1 },
          lostUrls: [{ code: "lost-address", message: expect.stringContaining("/docs/b/") as string }],
          lostIds: [{ url: "/docs/a/", id: "one" }],
          pages: {
            gone: [{ url: "/docs/b/", isRedirected: false }],
            changed: [{ pages: [{ url: "/docs/a/" }] }],
          },
        });
      });
  });

  it("says of an edit of the layout that the text is the same", async () => {
    const made = repository({
      ...FILES,
      "layouts/docs.njk": "<body><nav>Home</nav><main>{{ content | safe }}</main></body>",
    });
    await made
      .write(
        "layouts/docs.njk",
        "<body><nav>Home</nav><nav>Pricing</nav><main>{{ content | safe }}</main></body>",
      )
      .run("report", "--since", "main")
      .expectExit(0)
      .expectStdout(/^<!-- handbill-report -->\n## 3 pages rendered again with the same text\n/)
      .expectStdout(/\n- 3 pages: the text around the page changed: \+ Pricing\n/)
      .write("layouts/docs.njk", "<body><nav>Home</nav><main>{{ content | safe }}</main></body>")
      .run("report", "--since", "main")
      .expectStdout(/\n## No page changed\n/);
  });

  it("knows redirects, and links to a preview", async () => {
    const made = repository();
    await made
      .rename("content/docs/a.md", "content/docs/new.md")
      .write("content/docs/new.md", "---\nredirectFrom: /docs/a/\n---\n# A\n\n## One\n\nText.\n")
      .write("content/docs/c.md", "# C\n")
      .run("report", "--since", "main", "--preview-url", "https://pr-1.acme.example/")
      .expectStdout(/- `\/docs\/a\/` A → `\/docs\/new\/`\n/)
      .expectStdout(/- added: `\/docs\/a\/` → `\/docs\/new\/`/)
      .expectStdout(/\(<https:\/\/pr-1\.acme\.example\/docs\/c\/>\) C /);
  });

  it("shows which of the changed pages look different, with `--screenshots`", async () => {
    const made = repository({
      ...FILES,
      "layouts/own.njk": "<title>{{ title }}</title><main>{{ content | safe }}</main>",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ layout: "own", title: "T" });\n',
    });
    await made
      .write("content/docs/a.md", "# A\n\n## One\n\nOther text.\n")
      .write("content/docs/b.md", "---\ntitle: Another title\n---\n\n# B\n\n![](x.png)\n");
    const report = (browser: string, ...args: string[]) =>
      runHere(["report", "--since", "main", "--screenshots", "--root", ".", ...args], made.root, {
        HANDBILL_BROWSER: browser,
      });
    const browser = await chromium.executablePath();
    const markdown = await report(browser);
    expect(markdown.stdout).toMatch(
      /### Screenshots\n\nLook different: 1 of 2 changed pages\.\n\n- `\/docs\/a\/` A\n\n/,
    );
    const html = await report(browser, "--format", "html");
    expect(html.stdout.match(/<img src="data:image\/jpeg;base64,[\w+/=]{1000,}"/g)).toHaveLength(2);
    const { code, stderr } = await report("/nowhere/chrome");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("The browser in HANDBILL_BROWSER does not start"),
    ]);
  });

  it("is written to a file of the caller, as one HTML page", async () => {
    const made = repository();
    await made.write("content/docs/a.md", "# A\n\nOther.\n");
    const { code, stderr } = await runHere(
      ["report", "--since", "main", "--format", "html", "--output", "out/report.html", "--root", "."],
      made.root,
    );
    expect(stderr).toMatch(/1 page changed.*\. Wrote out\/report\.html\.\n$/);
    expect(code).toBe(0);
    expect(readFileSync(made.path("out/report.html"), "utf8")).toContain("<!doctype html>");
    expect(existsSync(made.path("_site/index.html"))).toBe(true);
  });

  it("says why where one of the two cannot be built, and takes no other format", async () => {
    const made = repository();
    await made
      .write("content/docs/a.md", "---\ntitle: [\n---\n")
      .run("report", "--since", "main")
      .expectExit(1)
      .expectStderr(/front-matter-yaml/);
    commit(made.root);
    await made
      .write("content/docs/a.md", "# A\n")
      .run("report", "--since", "HEAD")
      .expectExit(1)
      .expectStderr(/^(?:.*…\n)*handbill: The site cannot be built as it was at HEAD/)
      .run("report", "--since", "HEAD", "--format", "sarif")
      .expectExit(2)
      .expectStderr(/Use markdown, json or html\./)
      .run("report")
      .expectExit(2)
      .expectStderr(/Name the state to compare with/);
  });
});
