/** Hosts that have a command-line tool of their own: it knows what changed, and publishes in one step. */

import type { ToolTarget } from "../config.js";
import type { RunProgram } from "../host/processes.js";
import { DeployFailure } from "./failure.js";

interface Tool {
  readonly program: string;
  /** The package that brings it. */
  readonly package: string;
  args(folder: string, project: string | undefined): readonly string[];
}

/** As their documentation has it: https://docs.netlify.com/cli/get-started, https://developers.cloudflare.com/pages/get-started/direct-upload, https://vercel.com/docs/cli/deploy, https://firebase.google.com/docs/cli. */
export const TOOLS: Readonly<Record<ToolTarget["to"], Tool>> = {
  netlify: { program: "netlify", package: "netlify-cli", args: (folder, project) => ["deploy", "--prod", "--no-build", "--dir", folder, ...(project === undefined ? [] : ["--site", project])] },
  cloudflare: { program: "wrangler", package: "wrangler", args: (folder, project) => ["pages", "deploy", folder, ...(project === undefined ? [] : ["--project-name", project])] },
  vercel: { program: "vercel", package: "vercel", args: (folder, project) => ["deploy", folder, "--prod", "--yes", ...(project === undefined ? [] : ["--project", project])] },
  firebase: { program: "firebase", package: "firebase-tools", args: (_, project) => ["deploy", "--only", "hosting", ...(project === undefined ? [] : ["--project", project])] },
};

/** Runs the tool in the site's folder; its credentials are its own affair. Gives what it printed last. */
export async function deployWithTool(target: ToolTarget, root: string, folder: string, run: RunProgram): Promise<string> {
  const { program, package: name, args } = TOOLS[target.to];
  const { code, stdout, stderr } = await run(program, args(folder, target.project), { cwd: root });
  if (code === undefined) throw new DeployFailure(`There is no program \`${program}\` on this machine.`, `Install it: npm install --global ${name}`);
  const said = `${stdout}\n${stderr}`.trim().split("\n");
  if (code !== 0) throw new DeployFailure(`${program} could not deploy the site: ${said.at(-1)?.trim() ?? ""}`, `Run \`${program}\` by hand to see all that it says.`);
  return /https:\/\/\S+/.exec(said.toReversed().join("\n"))?.[0] ?? "";
}
