/** Hosts with their own command-line tool, which finds the changed files and publishes in one step. */

import type { ToolTarget } from "../config/deploy-options.js";
import type { RunProgram } from "../system/processes.js";
import { DeployFailure } from "./failure.js";

interface Tool {
  readonly program: string;
  /** The npm package of the tool. */
  readonly package: string;
  args(upload: ToolUpload): readonly string[];
}

export interface ToolUpload {
  /** The output folder. */
  readonly folder: string;
  readonly project: string | undefined;
  /** The name of a preview next to the live site. Vercel gives each preview its own URL. */
  readonly preview: string | undefined;
  /** The Firebase settings in the built site. Without them, the tool reads those of the project. */
  readonly settings: string | undefined;
}

const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [name, value];

/**
 * Arguments by the documentation of each tool: https://docs.netlify.com/cli/get-started,
 * https://developers.cloudflare.com/pages/get-started/direct-upload, https://vercel.com/docs/cli/deploy,
 * https://firebase.google.com/docs/cli, https://firebase.google.com/docs/hosting/manage-hosting-resources.
 */
export const TOOLS: Readonly<Record<ToolTarget["to"], Tool>> = {
  netlify: {
    program: "netlify",
    package: "netlify-cli",
    args: ({ folder, project, preview }) => [
      "deploy",
      ...(preview === undefined ? ["--prod"] : ["--alias", preview]),
      "--no-build",
      "--dir",
      folder,
      ...flag("--site", project),
    ],
  },
  cloudflare: {
    program: "wrangler",
    package: "wrangler",
    args: ({ folder, project, preview }) => [
      "pages",
      "deploy",
      folder,
      ...flag("--project-name", project),
      ...flag("--branch", preview),
    ],
  },
  vercel: {
    program: "vercel",
    package: "vercel",
    args: ({ folder, project, preview }) => [
      "deploy",
      folder,
      ...(preview === undefined ? ["--prod"] : []),
      "--yes",
      ...flag("--project", project),
    ],
  },
  firebase: {
    program: "firebase",
    package: "firebase-tools",
    args: ({ project, preview, settings }) => [
      ...(preview === undefined ? ["deploy", "--only", "hosting"] : ["hosting:channel:deploy", preview]),
      ...flag("--config", settings),
      ...flag("--project", project),
    ],
  },
};

/**
 * Runs the tool in the site's folder. The tool finds its credentials itself. Gives the last URL that it
 * printed.
 */
export async function deployWithTool(
  { to }: ToolTarget,
  call: readonly string[],
  root: string,
  run: RunProgram,
): Promise<string> {
  const { program, package: name } = TOOLS[to];
  const { code, stdout, stderr } = await run(program, call, { cwd: root });
  if (code === undefined)
    throw new DeployFailure(`\`${program}\` is not installed.`, `Install it: npm install --global ${name}`);
  const lines = `${stdout}\n${stderr}`.trim().split("\n");
  if (code !== 0)
    throw new DeployFailure(
      `${program} could not deploy the site: ${lines.at(-1)?.trim() ?? ""}`,
      `Run \`${program}\` yourself to see its full output.`,
    );
  return /https:\/\/\S+/.exec(lines.toReversed().join("\n"))?.[0] ?? "";
}
