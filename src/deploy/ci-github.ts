/** A workflow of GitHub Actions (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax). */

import type { DeployTarget } from "../config/deploy-options.js";
import {
  deployCommand,
  mainTarget,
  NODE,
  preparation,
  program,
  secretsOf,
  type Workflow,
  type Workplace,
} from "./ci.js";

const MAIN =
  "github.ref_name == github.event.repository.default_branch && github.event_name != 'pull_request'";
/** Pull requests from forks see no secrets, and must not. */
const OWN_PULL_REQUEST =
  "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository";

/** Builds with the cache of the last run, writes what it finds beside the lines, keeps the site of a pull request for a look, and deploys the main branch; to GitHub Pages where the site names no target. */
export function githubWorkflow(place: Workplace): Workflow {
  const name = mainTarget(place);
  const target = name === undefined ? undefined : place.targets[name];
  const { preview } = place.targets;
  const jobs = [
    buildJob(place, target === undefined),
    ...(target === undefined ? [pagesJob()] : [deployJob(place, "deploy", name ?? "", target, MAIN)]),
    ...(preview === undefined ? [] : [deployJob(place, "preview", "preview", preview, OWN_PULL_REQUEST)]),
  ];
  return {
    path: ".github/workflows/site.yml",
    content: `# Written by \`handbill ci github\`. It is yours to change.
name: Site

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

# Two deployments of one branch never run at once.
concurrency:
  group: site-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
${jobs.join("\n")}`,
  };
}

function setup({ hasPackages }: Workplace): string {
  const cache = hasPackages ? "\n          cache: npm" : "";
  return `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: ${NODE}${cache}
${hasPackages ? "      - run: npm ci\n" : ""}`;
}

function buildJob(place: Workplace, isForPages: boolean): string {
  return `  build:
    runs-on: ubuntu-latest
    steps:
${setup(place)}      - uses: actions/cache@v4
        with:
          path: .cache/handbill
          key: handbill-\${{ github.sha }}
          restore-keys: handbill-
      - run: ${program(place)} build --format github
      - uses: actions/upload-artifact@v4
        with:
          name: site
          path: _site
          include-hidden-files: true
${isForPages ? `      - if: ${MAIN}\n        uses: actions/upload-pages-artifact@v3\n        with:\n          path: _site\n` : ""}`;
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

function deployJob(place: Workplace, job: string, name: string, target: DeployTarget, when: string): string {
  const secrets = secretsOf(target)
    .map((secret) => `          ${secret}: \${{ secrets.${secret} }}\n`)
    .join("");
  const isPreview = job === "preview";
  const commands = [
    ...preparation(target, place.hasPackages),
    deployCommand(place, name, target, isPreview ? "pr-${{ github.event.number }}" : undefined),
  ];
  // Where it stands is shown on the page of the run.
  const shown = isPreview ? ' 2>&1 | tee -a "$GITHUB_STEP_SUMMARY"' : "";
  return `  ${job}:
    needs: build
    if: ${when}
    runs-on: ubuntu-latest
${target.to === "git" ? "    permissions:\n      contents: write\n" : ""}    steps:
${setup(place)}      - uses: actions/download-artifact@v4
        with:
          name: site
          path: _site
      - ${isPreview ? "shell: bash\n        " : ""}run: |
${commands.map((command, index) => `          ${command}${index === commands.length - 1 ? shown : ""}\n`).join("")}${secrets === "" ? "" : `        env:\n${secrets}`}`;
}
