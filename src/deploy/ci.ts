/** Parts of a CI workflow that all services share. */

import type { DeployTarget } from "../config/deploy-options.js";
import { TOOLS } from "./tools.js";

/** Facts about a site that its workflow depends on. */
export interface WorkflowInput {
  /** Whether the site has a package.json with a lock file of npm. Handbill is then one of its packages. */
  readonly hasPackages: boolean;
  /** Handbill's version, for a site without packages. */
  readonly version: string;
  /** The published URL, with its base; empty if the site does not set it. @default "" */
  readonly url?: string;
  /** Targets by name. */
  readonly targets: Readonly<Record<string, DeployTarget>>;
}

/** A file to write into the site's repository. */
export interface Workflow {
  readonly path: string;
  readonly content: string;
}

/** The version of Node that workflows use. */
export const NODE = 22;

/** The target of a push to the main branch; undefined if the site has no targets. */
export function mainTarget({ targets }: WorkflowInput): string | undefined {
  const names = Object.keys(targets).filter((name) => name !== "preview");
  return names.includes("production") ? "production" : names[0];
}

/** The command that runs Handbill. */
export function program({ hasPackages, version }: WorkflowInput): string {
  return hasPackages ? "npx handbill" : `npx --yes handbill@${version}`;
}

/** The first line of the report. It identifies the comment that each run updates. */
export const MARK = "<!-- handbill-report -->";

/** Writes the changes of a pull request for readers, to be posted as a comment. */
export function reportCommand(place: WorkflowInput): string {
  return `${program(place)} report --since auto --output report.md`;
}

/** Whether the host's own tool deploys. The cache then remembers the release that is online. */
export function hasTool({ to }: DeployTarget): boolean {
  return Object.hasOwn(TOOLS, to);
}

/**
 * The command that builds the site with the cache, runs the gate and deploys to a target. A preview may have
 * errors. `preview`: the service's name for this pull or merge request. Each gets its own URL if the host
 * supports that.
 */
export function deployCommand(
  place: WorkflowInput,
  name: string,
  target: DeployTarget,
  preview: string | undefined,
): string {
  const flags = preview === undefined ? "" : ` --anyway${hasTool(target) ? ` --preview ${preview}` : ""}`;
  return `${program(place)} deploy ${name} --build${flags}`;
}

/** Commands that must run before `handbill deploy`. */
export function preparation(target: DeployTarget, hasPackages: boolean): readonly string[] {
  if (target.to === "s3") return hasPackages ? [] : ["npm install --no-save @aws-sdk/client-s3"];
  if (target.to === "rsync")
    return [
      'mkdir -p ~/.ssh && printf "%s\\n" "$SSH_PRIVATE_KEY" > ~/.ssh/id_ed25519 && printf "%s\\n" ' +
        '"$SSH_KNOWN_HOSTS" > ~/.ssh/known_hosts && chmod 600 ~/.ssh/*',
    ];
  return target.to === "folder" || target.to === "git"
    ? []
    : [`npm install --global ${TOOLS[target.to].package}`];
}

const SECRETS: Readonly<Record<DeployTarget["to"], readonly string[]>> = {
  folder: [],
  git: [],
  rsync: ["SSH_PRIVATE_KEY", "SSH_KNOWN_HOSTS"],
  s3: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"],
  netlify: ["NETLIFY_AUTH_TOKEN", "NETLIFY_SITE_ID"],
  cloudflare: ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"],
  vercel: ["VERCEL_TOKEN", "VERCEL_ORG_ID", "VERCEL_PROJECT_ID"],
  firebase: ["GOOGLE_APPLICATION_CREDENTIALS"],
};

/** Names of the secrets that a target's tool reads from environment variables. */
export function secretsOf({ to }: DeployTarget): readonly string[] {
  return SECRETS[to];
}

/** The last URL that a deployment printed. Its characters are limited, because a comment contains it. */
export const PREVIEW_URL =
  "sed -n 's|^Deployed to [a-z]*: \\(https://[A-Za-z0-9./_-]*\\)$|\\1|p' deploy.log | tail -n 1";

/** Adds the preview to the report. The URL is in PREVIEW. */
export const ADD_PREVIEW =
  `if [ -n "$PREVIEW" ]; then printf '\\n[Preview of this change](%s)\\n' "$PREVIEW" ` + ">> report.md; fi";

/** Whether each request for a change gets a preview with a URL of its own, which the deployment names. */
export function namesPreview({ targets: { preview } }: WorkflowInput): boolean {
  return preview !== undefined && hasTool(preview);
}
