/**
 * A workflow of GitHub Actions
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax).
 */

import type { DeployTarget } from "../config/deploy-options.js";
import {
  ADD_PREVIEW,
  deployCommand,
  hasTool,
  mainTarget,
  MARK,
  namesPreview,
  NODE,
  preparation,
  PREVIEW_URL,
  program,
  reportCommand,
  secretsOf,
  type Workflow,
  type WorkflowInput,
} from "./ci.js";

/** Finds the comment that an earlier run wrote, as a filter of jq. */
const OWN_COMMENT = `.[] | select(.body | startswith("${MARK}")) | .id`;

const MAIN =
  "github.ref_name == github.event.repository.default_branch && github.event_name != 'pull_request'";
/** Pull requests from forks do not see secrets, and must not. */
const OWN_PULL_REQUEST =
  "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository";

/**
 * For a pull request: reports its changes in one comment, and fails only for new findings. For the main
 * branch: builds, runs the gate and deploys. Without a target, deploys to GitHub Pages.
 */
export function githubWorkflow(place: WorkflowInput): Workflow {
  const name = mainTarget(place);
  const target = name === undefined ? undefined : place.targets[name];
  const { preview } = place.targets;
  const jobs = [
    buildJob(place, target === undefined),
    commentJob(namesPreview(place)),
    ...(target === undefined ? [pagesJob()] : [deployJob(place, "deploy", name ?? "", target, MAIN)]),
    ...(preview === undefined
      ? []
      : [deployJob(place, "preview", "preview", preview, `\${{ !cancelled() && ${OWN_PULL_REQUEST} }}`)]),
  ];
  return {
    path: ".github/workflows/site.yml",
    content: `# Written by \`handbill ci github\`. You can change it.
name: Site

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

# Only one deployment of a branch runs at a time.
concurrency:
  group: site-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
${jobs.join("\n")}`,
  };
}

/**
 * The whole history, because findings are compared with the commit at which a branch began. File contents are
 * fetched on demand.
 */
function setup({ hasPackages }: WorkflowInput): string {
  const cache = hasPackages ? "\n          cache: npm" : "";
  return `      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
          filter: blob:none
      - uses: actions/setup-node@v4
        with:
          node-version: ${NODE}${cache}
${hasPackages ? "      - run: npm ci\n" : ""}`;
}

function cache(action: string): string {
  return `      - uses: actions/${action}@v4
        with:
          path: |
            .cache/handbill
            !.cache/handbill/since
          key: handbill-\${{ github.sha }}
          restore-keys: handbill-
`;
}

function buildJob(place: WorkflowInput, isForPages: boolean): string {
  return `  build:
    runs-on: ubuntu-latest
    steps:
${setup(place)}${cache("cache")}      - if: ${MAIN}
        run: ${program(place)} build --format github
      - if: \${{ !(${MAIN}) }}
        run: ${reportCommand(place)} && cat report.md >> "$GITHUB_STEP_SUMMARY"
      - if: \${{ !(${MAIN}) }}
        uses: actions/upload-artifact@v4
        with:
          name: report
          path: report.md
      - uses: actions/upload-artifact@v4
        with:
          name: site
          path: _site
          include-hidden-files: true
      - if: \${{ !(${MAIN}) }}
        run: ${program(place)} check --since auto --format github
${isForPages ? pagesSteps(place) : ""}`;
}

/** The first release has no sitemap to compare with. */
function pagesSteps(place: WorkflowInput): string {
  const { url = "" } = place;
  const gate =
    url === ""
      ? ""
      : `      - if: ${MAIN}
        run: |
          if curl --fail --silent --output /dev/null ${url}sitemap.xml; then
            ${program(place)} check --against ${url} --format github
          fi
`;
  return `${gate}      - if: ${MAIN}
        uses: actions/upload-pages-artifact@v3
        with:
          path: _site
`;
}

/** In a separate job: where a token can write, none of the site's code runs. */
function commentJob(hasPreview: boolean): string {
  return `  comment:
    needs: ${hasPreview ? "[build, preview]" : "build"}
    if: \${{ !cancelled() && ${OWN_PULL_REQUEST} }}
    runs-on: ubuntu-latest
    permissions:
      pull-requests: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          name: report
      - env:
          GH_TOKEN: \${{ github.token }}
          ISSUES: repos/\${{ github.repository }}/issues
          NUMBER: \${{ github.event.number }}
${hasPreview ? "          PREVIEW: ${{ needs.preview.outputs.url }}\n" : ""}        run: |
${hasPreview ? `          ${ADD_PREVIEW}\n` : ""}          id=$(gh api --paginate "$ISSUES/$NUMBER/comments" --jq '${OWN_COMMENT}' | head -n 1)
          if [ -n "$id" ]; then
            gh api --silent --method PATCH "$ISSUES/comments/$id" --field body=@report.md
          else
            gh api --silent "$ISSUES/$NUMBER/comments" --field body=@report.md
          fi
`;
}

function pagesJob(): string {
  return `  deploy:
    needs: build
    if: ${MAIN}
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: \${{ steps.pages.outputs.page_url }}
    steps:
      - id: pages
        uses: actions/deploy-pages@v4
`;
}

/** The release that is online, because the hosts' tools cannot tell it. */
const ONLINE = `      - uses: actions/cache@v4
        with:
          path: .cache/handbill/online
          key: handbill-online-\${{ github.run_id }}
          restore-keys: handbill-online-
`;

function deployJob(
  place: WorkflowInput,
  job: string,
  name: string,
  target: DeployTarget,
  when: string,
): string {
  const secrets = secretsOf(target)
    .map((secret) => `          ${secret}: \${{ secrets.${secret} }}\n`)
    .join("");
  const isPreview = job === "preview";
  const commands = [
    ...preparation(target, place.hasPackages),
    deployCommand(place, name, target, isPreview ? "pr-${{ github.event.number }}" : undefined),
  ];
  const isNamed = isPreview && hasTool(target);
  // The page of the run and the comment show the URL of the preview.
  const shown = isPreview ? ` 2>&1 | tee -a "$GITHUB_STEP_SUMMARY"${isNamed ? " deploy.log" : ""}` : "";
  const jobKeys = [
    ...(isNamed ? ["    outputs:\n      url: ${{ steps.deploy.outputs.url }}\n"] : []),
    ...(target.to === "git" ? ["    permissions:\n      contents: write\n"] : []),
  ];
  const stepKeys = [
    ...(isNamed ? ["id: deploy\n        "] : []),
    ...(isPreview ? ["shell: bash\n        "] : []),
  ];
  const script = [
    ...commands.map((command, index) => `${command}${index === commands.length - 1 ? shown : ""}`),
    ...(isNamed ? [`echo "url=$(${PREVIEW_URL})" >> "$GITHUB_OUTPUT"`] : []),
  ];
  return `  ${job}:
    needs: build
    if: ${when}
    runs-on: ubuntu-latest
${jobKeys.join("")}    steps:
${setup(place)}${cache("cache/restore")}${hasTool(target) ? ONLINE : ""}      - ${stepKeys.join("")}run: |
${script.map((line) => `          ${line}\n`).join("")}${secrets === "" ? "" : `        env:\n${secrets}`}`;
}
