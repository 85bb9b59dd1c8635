/** Workflows for build machines, checked by GitHub's own parser. */

import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SERVICES } from "../../src/deploy/ci-services.js";
import type { WorkflowInput } from "../../src/deploy/ci.js";
import type { DeployTarget } from "../../src/config/deploy-options.js";
import { PROJECT, run, site } from "../support/site.js";

const TARGETS: readonly DeployTarget[] = [
  { to: "s3", bucket: "b" },
  { to: "git" },
  { to: "rsync", destination: "a@b:/c" },
  { to: "netlify" },
  { to: "cloudflare", project: "x" },
  { to: "vercel" },
  { to: "firebase" },
  { to: "folder", path: "/srv" },
];
const places: readonly WorkflowInput[] = [false, true].flatMap((hasPackages) => [
  { hasPackages, version: "1.2.3", targets: {} },
  { hasPackages, version: "1.2.3", url: "https://acme.example/docs/", targets: {} },
  ...TARGETS.flatMap((target): WorkflowInput[] => [
    { hasPackages, version: "1.2.3", targets: { production: target } },
    { hasPackages, version: "1.2.3", targets: { live: target, preview: target } },
  ]),
]);
const write = (service: string, place: WorkflowInput) =>
  SERVICES[service]?.(place) ?? { path: "", content: "" };

/** What GitHub's parser says of a workflow, by the schema that GitHub publishes with it. */
async function problemsOf(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: "site.yml", content }, new NoOperationTraceWriter());
  const template = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  return [
    ...context.errors.getErrors().map(({ message }) => message),
    ...(template?.errors ?? []).map(({ Message }) => Message),
  ];
}

describe("a workflow of GitHub Actions", () => {
  it("is valid by GitHub's schema for any target", async () => {
    for (const place of places)
      expect(await problemsOf(write("github", place).content), JSON.stringify(place)).toEqual([]);
  });

  it("would not be, were it wrong", async () => {
    const { content } = write("github", places[0] as WorkflowInput);
    expect(await problemsOf(content.replace("runs-on: ubuntu-latest", "run-on: ubuntu-latest"))).not.toEqual(
      [],
    );
    expect(await problemsOf(content.replace("needs: build", "needs: built"))).not.toEqual([]);
    expect(await problemsOf(content.replace("github.ref_name ==", "github.ref_name = ="))).not.toEqual([]);
  });

  it("builds with the cache of the last run, reports pull requests in one comment, keeps the site, and deploys the main branch alone", () => {
    const { path, content } = write("github", {
      hasPackages: true,
      version: "1.2.3",
      targets: { production: { to: "s3", bucket: "b" } },
    });
    expect(path).toBe(".github/workflows/site.yml");
    for (const part of [
      ".cache/handbill\n            !.cache/handbill/since\n",
      "fetch-depth: 0",
      "npx handbill report --since auto --output report.md",
      "npx handbill check --since auto --format github",
      'select(.body | startswith("<!-- handbill-report -->"))',
      "restore-keys: handbill-",
      "run: npm ci",
      "npx handbill build --format github",
      "name: site",
      "npx handbill deploy production --build\n",
      "AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}",
      "if: github.ref_name == github.event.repository.default_branch && github.event_name != 'pull_request'",
    ])
      expect(content).toContain(part);
  });

  it("gives no secret to a pull request from a fork", () => {
    const { content } = write("github", {
      hasPackages: true,
      version: "1",
      targets: { production: { to: "netlify" }, preview: { to: "netlify" } },
    });
    expect(content).toContain(
      "npx handbill deploy preview --build --anyway --preview pr-${{ github.event.number }} 2>&1 | " +
        'tee -a "$GITHUB_STEP_SUMMARY"',
    );
    expect(content).toContain("npx handbill deploy production --build\n");
    expect(
      write("github", { hasPackages: true, version: "1", targets: { preview: { to: "s3", bucket: "b" } } })
        .content,
    ).toContain("npx handbill deploy preview --build --anyway 2>&1");
    expect(
      write("gitlab", { hasPackages: true, version: "1", targets: { preview: { to: "netlify" } } }).content,
    ).toContain("npx handbill deploy preview --build --anyway --preview mr-$CI_MERGE_REQUEST_IID");
    expect(content).toContain("github.event.pull_request.head.repo.full_name == github.repository");
    expect(content).toContain("needs: [build, preview]\n");
    expect(content).toContain("PREVIEW: ${{ needs.preview.outputs.url }}\n");
  });

  it("brings a site without targets to GitHub Pages", () => {
    expect(write("github", places[0] as WorkflowInput).content).toContain("uses: actions/deploy-pages@v4");
    expect(write("github", places[0] as WorkflowInput).content).toContain("npx --yes handbill@1.2.3 build");
  });
});

describe("a pipeline of GitLab", () => {
  it("has jobs of the stages that it names, each with a script and rules", () => {
    for (const place of places) {
      const {
        stages,
        default: _,
        variables,
        ...jobs
      } = parse(write("gitlab", place).content) as {
        readonly stages: string[];
        readonly default: unknown;
        readonly variables: unknown;
      } & Record<
        string,
        { readonly stage: string; readonly script: unknown[]; readonly rules: { readonly if: string }[] }
      >;
      const all = Object.values(
        jobs as Record<
          string,
          { readonly stage: string; readonly script: unknown[]; readonly rules: { readonly if: string }[] }
        >,
      );
      expect(variables).toEqual({ GIT_DEPTH: 0 });
      expect(all.length).toBe(Object.keys(place.targets).length === 2 ? 4 : 3);
      for (const { stage, script, rules } of all) {
        expect(stages).toContain(stage);
        expect(script.every((line) => typeof line === "string")).toBe(true);
        expect(rules.every((rule) => typeof rule.if === "string")).toBe(true);
      }
    }
  });
});

it("is written once, and never over a changed one", async () => {
  const made = site({
    "content/index.md": "# Hi\n",
    "package-lock.json": "{}",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ deploy: { production: { to: "git" } } });\n',
  });
  await made
    .runProcess("ci", "github")
    .expectExit(0)
    .expectStderr(/Created \.github\/workflows\/site\.yml/)
    .run("ci", "github")
    .expectExit(0)
    .expectStderr(/is up to date/)
    .write(".github/workflows/site.yml", "mine\n")
    .run("ci", "github")
    .expectExit(1)
    .expectStderr(
      "handbill: .github/workflows/site.yml already exists, with other content. Remove or rename " +
        "it, and run this again.\n",
    )
    .run("ci", "jenkins")
    .expectExit(1)
    .expectStderr(/Unknown CI service `jenkins`\. Handbill writes workflows for github and gitlab\./)
    .write("content/bad.md", "[x](nowhere.md)\n")
    .run("build", "--format", "gitlab")
    .expectExit(1)
    .check((_, { stdout }) =>
      expect(JSON.parse(stdout)).toMatchObject([
        {
          check_name: "broken-link",
          severity: "major",
          location: { path: "content/bad.md", lines: { begin: 1 } },
        },
      ]),
    );
});

describe("the commands of a workflow", () => {
  /** A site in a repository, on a branch, with programs that stand in for those of the service. */
  async function repository(service: string) {
    const made = site({
      ".gitignore": "_site\n.cache\nserved\nreport.md\nfindings.json\nbin\ncalls\nsummary\n",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ deploy: { production: { to: "folder", path: "served" } } });\n',
      "content/index.md": "# Home\n",
      "content/a.md": "# A\n\n[old](old.md)\n",
      "package-lock.json": "{}",
      "bin/npx": `#!/bin/sh\nshift\nexec ${process.execPath} ${join(PROJECT, "dist/cli.js")} "$@"\n`,
      // Answers with the comment of the last run, if there is one.
      "bin/gh":
        '#!/bin/sh\necho "$*" >> calls\ncase "$*" in *--paginate*) cat comment 2>/dev/null;; esac\nexit 0\n',
      "bin/curl":
        '#!/bin/sh\necho "$*" >> calls\ncase "$*" in *per_page*) if [ -f comment ]; then echo ' +
        '\'[{"id":7,"body":"<!-- handbill-report --> x"}]\'; else echo "[]"; fi;; esac\nexit 0\n',
    });
    const git = (...args: string[]) =>
      run("git", ["-c", "user.email=t@t.example", "-c", "user.name=T", ...args], made.root, {
        GIT_CONFIG_GLOBAL: "/dev/null",
      });
    await made.run("ci", service).expectExit(0);
    for (const name of ["npx", "gh", "curl"]) chmodSync(made.path("bin", name), 0o755);
    await git("init", "--quiet", "-b", "main");
    await git("add", "--all");
    await git("commit", "--quiet", "-m", "x");
    await git("checkout", "--quiet", "-b", "topic");
    const shell = (command: string, env: NodeJS.ProcessEnv = {}) =>
      run("bash", ["-e", "-o", "pipefail", "-c", command], made.root, {
        PATH: `${made.path("bin")}:${process.env["PATH"] ?? ""}`,
        GITHUB_STEP_SUMMARY: made.path("summary"),
        ...env,
      });
    return { made, shell, read: (path: string) => readFileSync(made.path(path), "utf8") };
  }

  it("of GitHub report a pull request, fail for its new findings, comment once, and deploy through the gate", async () => {
    const { made, shell, read } = await repository("github");
    const { jobs } = parse(read(".github/workflows/site.yml")) as {
      readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
    };
    const commands = (job: string) => (jobs[job]?.steps ?? []).flatMap(({ run: command }) => command ?? []);
    const [, build = "", report = "", check = ""] = commands("build");
    expect((await shell(report)).code).toBe(0);
    expect(read("summary")).toContain("## No page changed");
    expect(await shell(check)).toMatchObject({ code: 0, stdout: "" });
    await made.write("content/index.md", "# Home\n\n[new](gone.md)\n");
    expect((await shell(report)).code).toBe(0);
    expect(await shell(check)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^::error file=content\/index\.md,line=3,[^\n]*\n$/) as string,
    });
    const env = { ISSUES: "repos/acme/site/issues", NUMBER: "12" };
    const [comment = ""] = commands("comment");
    expect((await shell(comment, env)).code).toBe(0);
    expect(read("calls")).toMatch(
      /\napi --silent repos\/acme\/site\/issues\/12\/comments --field body=@report\.md\n$/,
    );
    await made.write("comment", "99\n");
    expect((await shell(comment, env)).code).toBe(0);
    expect(read("calls")).toMatch(
      /\napi --silent --method PATCH repos\/acme\/site\/issues\/comments\/99 --field body=@report\.md\n$/,
    );
    const deploy = commands("deploy").at(-1) ?? "";
    expect((await shell(build)).code).toBe(1);
    expect(await shell(deploy)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Nothing was uploaded.") as string,
    });
    expect(existsSync(made.path("served"))).toBe(false);
    await made.write("content/index.md", "# Home\n").write("content/a.md", "# A\n");
    expect(await shell(deploy)).toMatchObject({ code: 0 });
    expect(existsSync(made.path("served/index.html"))).toBe(true);
  });

  it.each(["github", "gitlab"])("of %s put the URL of the preview into the comment", async (service) => {
    const { made, shell, read } = await repository(service);
    const { content } = write(service, {
      hasPackages: true,
      version: "1",
      targets: { preview: { to: "netlify" } },
    });
    const add = (/(?:          |      )(if \[ -n "\$PREVIEW" [^\n]+)\n/.exec(content)?.[1] ?? "") as string;
    const url = /\$\((sed -n [^\n]+ tail -n 1)\)/.exec(content)?.[1] ?? "";
    await made
      .write("report.md", "# Report\n")
      .write("deploy.log", "Reading\nDeployed to netlify: https://pr-12--acme.netlify.app\n");
    const { stdout } = await shell(url);
    expect(stdout).toBe("https://pr-12--acme.netlify.app\n");
    expect((await shell(add, { PREVIEW: stdout.trim() })).code).toBe(0);
    expect(read("report.md")).toBe("# Report\n\n[Preview of this change](https://pr-12--acme.netlify.app)\n");
    await made.write("deploy.log", "Deployed to netlify: https://a.example/)[x](javascript:1\n");
    expect((await shell(url)).stdout).toBe("");
    expect((await shell(add, { PREVIEW: "" })).code).toBe(0);
  });

  it("of GitLab do the same", async () => {
    const { made, shell, read } = await repository("gitlab");
    const { check, deploy } = parse(read(".gitlab-ci.yml")) as Record<
      string,
      { readonly script: readonly string[] }
    >;
    const [report = "", comment = "", findings = ""] = check?.script ?? [];
    await made.write("content/index.md", "# Home\n\n[new](gone.md)\n");
    expect((await shell(report)).code).toBe(0);
    const env = {
      GITLAB_TOKEN: "t",
      CI_API_V4_URL: "https://gitlab.example/api/v4",
      CI_PROJECT_ID: "3",
      CI_MERGE_REQUEST_IID: "5",
    };
    const notes = "https://gitlab.example/api/v4/projects/3/merge_requests/5/notes";
    expect((await shell(comment, { ...env, GITLAB_TOKEN: "" })).code).toBe(0);
    expect(existsSync(made.path("calls"))).toBe(false);
    expect((await shell(comment, env)).code).toBe(0);
    expect(read("calls")).toContain(`--data-urlencode body@report.md ${notes}\n`);
    await made.write("comment", "");
    expect((await shell(comment, env)).code).toBe(0);
    expect(read("calls")).toContain(
      `--request PUT --header PRIVATE-TOKEN: t --data-urlencode body@report.md ${notes}/7\n`,
    );
    expect((await shell(findings)).code).toBe(1);
    expect(JSON.parse(read("findings.json"))).toMatchObject([{ location: { path: "content/index.md" } }]);
    expect((await shell(deploy?.script.at(-1) ?? "")).code).toBe(1);
    await made.write("content/index.md", "# Home\n").write("content/a.md", "# A\n");
    expect((await shell(deploy?.script.at(-1) ?? "")).code).toBe(0);
  });
});
