/** What a workflow for a build machine is made of, whichever service runs it. */

import type { DeployTarget } from "../config/deploy-options.js";
import { TOOLS } from "./tools.js";

/** What is known of a site when its workflow is written. */
export interface Workplace {
  /** Whether the site has a package.json with a lock file of npm: then Handbill is one of its packages. */
  readonly hasPackages: boolean;
  /** Handbill's version, for a site without packages. */
  readonly version: string;
  /** Where the site is online, with its base; empty where the site does not say. @default "" */
  readonly url?: string;
  /** Targets by name. */
  readonly targets: Readonly<Record<string, DeployTarget>>;
}

/** A file to be written into the site's repository. */
export interface Workflow {
  readonly path: string;
  readonly content: string;
}

/** The version of Node that workflows use. */
export const NODE = 22;

/** The target that a push of the main branch goes to; undefined when the site names none. */
export function mainTarget({ targets }: Workplace): string | undefined {
  const names = Object.keys(targets).filter((name) => name !== "preview");
  return names.includes("production") ? "production" : names[0];
}

/** How Handbill is called there. */
export function program({ hasPackages, version }: Workplace): string {
  return hasPackages ? "npx handbill" : `npx --yes handbill@${version}`;
}

/** The first line of the comment that is updated with each run: the report starts with it. */
export const MARK = "<!-- handbill-report -->";

/** Writes what a pull request changes for readers, for its comment. */
export function reportCommand(place: Workplace): string {
  return `${program(place)} report --since auto --output report.md`;
}

/** Whether the host's own tool deploys: what was online is then remembered in the cache. */
export function hasTool({ to }: DeployTarget): boolean {
  return Object.hasOwn(TOOLS, to);
}

/** The command that builds the site through the cache, passes the gate and brings it to a target. A preview is for a look: it may have errors. `preview`: how the service names this request for a change; each has a place of its own where the host knows such. */
export function deployCommand(
  place: Workplace,
  name: string,
  target: DeployTarget,
  preview: string | undefined,
): string {
  const flags = preview === undefined ? "" : ` --anyway${hasTool(target) ? ` --preview ${preview}` : ""}`;
  return `${program(place)} deploy ${name} --build${flags}`;
}

/** Commands that a target needs before `handbill deploy`. */
export function preparation(target: DeployTarget, hasPackages: boolean): readonly string[] {
  if (target.to === "s3") return hasPackages ? [] : ["npm install --no-save @aws-sdk/client-s3"];
  if (target.to === "rsync")
    return [
      'mkdir -p ~/.ssh && printf "%s\\n" "$SSH_PRIVATE_KEY" > ~/.ssh/id_ed25519 && printf "%s\\n" "$SSH_KNOWN_HOSTS" > ~/.ssh/known_hosts && chmod 600 ~/.ssh/*',
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

/** Names of the secrets that a target's tool reads from the environment. */
export function secretsOf({ to }: DeployTarget): readonly string[] {
  return SECRETS[to];
}
