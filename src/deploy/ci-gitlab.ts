/** A pipeline of GitLab (https://docs.gitlab.com/ci/yaml/). */

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

const MAIN = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH";

/** Builds with the cache of the last run, shows what it finds in merge requests, keeps the site for a look, and deploys the main branch; to GitLab Pages where the site names no target. */
export function gitlabPipeline(place: Workplace): Workflow {
  const name = mainTarget(place);
  const target = name === undefined ? undefined : place.targets[name];
  const { preview } = place.targets;
  const install = place.hasPackages ? "\n  before_script:\n    - npm ci --cache .npm" : "";
  return {
    path: ".gitlab-ci.yml",
    content: `# Written by \`handbill ci gitlab\`. It is yours to change.
default:
  image: node:${NODE}${install}

stages:
  - build
  - deploy

build:
  stage: build
  cache:
    key: handbill
    paths:
      - .cache/handbill/
      - .npm/
  script:
    - ${program(place)} build --format gitlab > findings.json
  artifacts:
    when: always
    expose_as: Site
    paths:
      - _site/
    reports:
      codequality: findings.json
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: ${MAIN}

${target === undefined ? pagesJob() : deployJob(place, "deploy", name ?? "", target, MAIN)}${preview === undefined ? "" : `\n${deployJob(place, "preview", "preview", preview, '$CI_PIPELINE_SOURCE == "merge_request_event"')}`}`,
  };
}

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

function deployJob(place: Workplace, job: string, name: string, target: DeployTarget, when: string): string {
  const secrets = secretsOf(target);
  const commands = [
    ...preparation(target, place.hasPackages),
    deployCommand(place, name, target, job === "preview" ? "mr-$CI_MERGE_REQUEST_IID" : undefined),
  ];
  return `${secrets.length === 0 ? "" : `# Set as CI/CD variables, masked: ${secrets.join(", ")}\n`}${job}:
  stage: deploy
  script:
${commands.map((command) => `    - ${JSON.stringify(command)}\n`).join("")}  # Two deployments never run at once.
  resource_group: ${job}
  rules:
    - if: ${when}
`;
}
