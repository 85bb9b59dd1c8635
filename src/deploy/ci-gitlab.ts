/** A pipeline of GitLab (https://docs.gitlab.com/ci/yaml/). */

import type { DeployTarget } from "../config/deploy-options.js";
import {
  ADD_PREVIEW,
  deployCommand,
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

const REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const MAIN = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH";

/**
 * For a merge request: reports its changes in one comment, and fails only for new findings. For the main
 * branch: builds, runs the gate and deploys. Without a target, deploys to GitLab Pages.
 */
export function gitlabPipeline(place: WorkflowInput): Workflow {
  const name = mainTarget(place);
  const target = name === undefined ? undefined : place.targets[name];
  const { preview } = place.targets;
  const artifacts = namesPreview(place)
    ? ARTIFACTS.replace("      - _site/\n", "      - _site/\n      - report.md\n")
    : ARTIFACTS;
  const jobs = [
    target === undefined ? pagesJob() : deployJob(place, "deploy", name ?? "", target, MAIN),
    ...(preview === undefined ? [] : [deployJob(place, "preview", "preview", preview, REQUEST)]),
  ];
  const install = place.hasPackages ? "\n  before_script:\n    - npm ci --cache .npm" : "";
  return {
    path: ".gitlab-ci.yml",
    content: `# Written by \`handbill ci gitlab\`. You can change it.
default:
  image: node:${NODE}${install}
  cache:
    key: handbill
    paths:
      - .cache/handbill/
      - .npm/
  after_script:
    - rm -rf .cache/handbill/since

# The whole history: findings are compared with the commit at which a branch began.
variables:
  GIT_DEPTH: 0

stages:
  - build
  - deploy

build:
  stage: build
  script:
    - ${program(place)} build --format gitlab > findings.json
${ARTIFACTS}  rules:
    - if: ${MAIN}

# For the comment: a CI/CD variable GITLAB_TOKEN, masked, of a project access token with the scope \`api\`.
check:
  stage: build
  script:
    - ${reportCommand(place)}
    - |
${COMMENT}    - ${program(place)} check --since auto --format gitlab > findings.json
${artifacts}  rules:
    - if: ${REQUEST}

${jobs.join("\n")}`,
  };
}

const ARTIFACTS = `  artifacts:
    when: always
    expose_as: Site
    paths:
      - _site/
    reports:
      codequality: findings.json
`;

/** Updates the comment of the last run, or creates it. */
const COMMENT = `      if [ -n "$GITLAB_TOKEN" ]; then
        notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
        token="PRIVATE-TOKEN: $GITLAB_TOKEN"
        id=$(curl --fail --silent --header "$token" "$notes?per_page=100" | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).find(({ body }) => body.startsWith("${MARK}"))?.id ?? ""')
        if [ -n "$id" ]; then
          curl --fail --silent --output /dev/null --request PUT --header "$token" --data-urlencode "body@report.md" "$notes/$id"
        else
          curl --fail --silent --output /dev/null --header "$token" --data-urlencode "body@report.md" "$notes"
        fi
      fi
`;

function pagesJob(): string {
  return `pages:
  stage: deploy
  before_script: []
  script:
    - rm -rf public && mv _site public
  artifacts:
    paths:
      - public
  rules:
    - if: ${MAIN}
`;
}

function deployJob(
  place: WorkflowInput,
  job: string,
  name: string,
  target: DeployTarget,
  when: string,
): string {
  const secrets = secretsOf(target);
  const isPreview = job === "preview";
  const isNamed = isPreview && namesPreview(place);
  const commands = [
    ...preparation(target, place.hasPackages),
    deployCommand(place, name, target, isPreview ? "mr-$CI_MERGE_REQUEST_IID" : undefined) +
      (isNamed ? " 2>&1 | tee deploy.log" : ""),
  ];
  const link = isNamed ? `    - |\n      PREVIEW=$(${PREVIEW_URL})\n      ${ADD_PREVIEW}\n${COMMENT}` : "";
  return `${secrets.length === 0 ? "" : `# Set as CI/CD variables, masked: ${secrets.join(", ")}\n`}${job}:
  stage: deploy
  script:
${commands.map((command) => `    - ${JSON.stringify(command)}\n`).join("")}${link}  # Only one deployment runs at a time.
  resource_group: ${job}
  rules:
    - if: ${when}
${isPreview ? "      when: always\n" : ""}`;
}
