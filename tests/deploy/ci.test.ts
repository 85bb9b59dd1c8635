/** Workflows for build machines, checked by GitHub's own parser. */

import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SERVICES } from "../../src/deploy/ci-services.js";
import type { Workplace } from "../../src/deploy/ci.js";
import type { DeployTarget } from "../../src/config/deploy-options.js";
import { site } from "../support/site.js";

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
const places: readonly Workplace[] = [false, true].flatMap((hasPackages) => [
  { hasPackages, version: "1.2.3", targets: {} },
  ...TARGETS.flatMap((target): Workplace[] => [
    { hasPackages, version: "1.2.3", targets: { production: target } },
    { hasPackages, version: "1.2.3", targets: { live: target, preview: target } },
  ]),
]);
const write = (service: string, place: Workplace) => SERVICES[service]?.(place) ?? { path: "", content: "" };

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
  it("is valid by GitHub's schema, whatever the target", async () => {
    for (const place of places)
      expect(await problemsOf(write("github", place).content), JSON.stringify(place)).toEqual([]);
  });

  it("would not be, were it wrong", async () => {
    const { content } = write("github", places[0] as Workplace);
    expect(await problemsOf(content.replace("runs-on: ubuntu-latest", "run-on: ubuntu-latest"))).not.toEqual(
      [],
    );
    expect(await problemsOf(content.replace("needs: build", "needs: built"))).not.toEqual([]);
    expect(await problemsOf(content.replace("github.ref_name ==", "github.ref_name = ="))).not.toEqual([]);
  });

  it("builds with the cache of the last run, says what it finds on the lines, keeps the site, and deploys the main branch alone", () => {
    const { path, content } = write("github", {
      hasPackages: true,
      version: "1.2.3",
      targets: { production: { to: "s3", bucket: "b" } },
    });
    expect(path).toBe(".github/workflows/site.yml");
    for (const part of [
      "path: .cache/handbill",
      "restore-keys: handbill-",
      "run: npm ci",
      "npx handbill build --format github",
      "name: site",
      "npx handbill deploy production",
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
      'npx handbill deploy preview --preview pr-${{ github.event.number }} 2>&1 | tee -a "$GITHUB_STEP_SUMMARY"',
    );
    expect(content).toContain("npx handbill deploy production\n");
    expect(
      write("github", { hasPackages: true, version: "1", targets: { preview: { to: "s3", bucket: "b" } } })
        .content,
    ).toContain("npx handbill deploy preview 2>&1");
    expect(
      write("gitlab", { hasPackages: true, version: "1", targets: { preview: { to: "netlify" } } }).content,
    ).toContain("npx handbill deploy preview --preview mr-$CI_MERGE_REQUEST_IID");
    expect(content).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  });

  it("brings a site without targets to GitHub Pages", () => {
    expect(write("github", places[0] as Workplace).content).toContain("uses: actions/deploy-pages@v4");
    expect(write("github", places[0] as Workplace).content).toContain("npx --yes handbill@1.2.3 build");
  });
});

describe("a pipeline of GitLab", () => {
  it("has jobs of the stages that it names, each with a script and rules", () => {
    for (const place of places) {
      const {
        stages,
        default: _,
        ...jobs
      } = parse(write("gitlab", place).content) as {
        readonly stages: string[];
        readonly default: unknown;
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
      expect(all.length).toBe(Object.keys(place.targets).length === 2 ? 3 : 2);
      for (const { stage, script, rules } of all) {
        expect(stages).toContain(stage);
        expect(script.every((line) => typeof line === "string")).toBe(true);
        expect(rules.every((rule) => typeof rule.if === "string")).toBe(true);
      }
    }
  });
});

it("is written once, and never over one that somebody has changed", async () => {
  const made = site({
    "content/index.md": "# Hi\n",
    "package-lock.json": "{}",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ deploy: { production: { to: "git" } } });\n',
  });
  await made
    .runProcess("ci", "github")
    .expectExit(0)
    .expectStderr(/Wrote \.github\/workflows\/site\.yml/)
    .run("ci", "github")
    .expectExit(0)
    .expectStderr(/is as Handbill writes it/)
    .write(".github/workflows/site.yml", "mine\n")
    .run("ci", "github")
    .expectExit(1)
    .expectStderr(
      "handbill: There is a file .github/workflows/site.yml already. Remove or rename it, and run this again.\n",
    )
    .run("ci", "jenkins")
    .expectExit(1)
    .expectStderr(/for github and gitlab, not for `jenkins`/)
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
