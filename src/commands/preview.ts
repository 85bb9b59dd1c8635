/** `handbill preview`: serves the built site. */

import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { HostName } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { listPublished } from "../system/files.js";
import { createListing } from "../system/listing.js";
import { createStaticServer, listen } from "../system/server.js";
import { HOSTS } from "../hosting/hosts.js";
import type { Diagnostic } from "../model/model.js";
import { betweenBuilds } from "../deploy/read-output.js";
import { openProject } from "../pipeline/project.js";
import type { CommandContext } from "../pipeline/result.js";

export interface PreviewOptions {
  /** Default: 4000, or the next free port. */
  readonly port: number | undefined;
  /** The host to imitate. Default: none; files are served as they are and never cached. */
  readonly as: HostName | undefined;
  say(line: string): void;
}

const PORT = 4000;

/**
 * Serves the output folder on this machine until the process ends; a diagnostic if there is nothing to serve.
 */
export async function preview(
  context: CommandContext,
  { port, as, say }: PreviewOptions,
): Promise<Diagnostic | undefined> {
  const { value: project, diagnostics } = await openProject(context);
  if (project === undefined) return diagnostics[0];
  const { root, output, base, hosts } = project.config;
  const shown = relative(root, output) || ".";
  const between = betweenBuilds(project.config);
  if (between !== undefined) return between;
  if (!existsSync(join(output, "index.html")) && listPublished(output).size === 0) {
    return diagnostic(
      "no-pages",
      {},
      `The folder ${shown} has no built site.`,
      "Run `handbill build` first.",
    );
  }
  const files = createListing(output);
  const answers = as === undefined ? undefined : await project.answersOf(as, files());
  if (answers !== undefined && "code" in answers) return answers;
  const server = createStaticServer({ folder: output, base, files, ...(answers && { as: answers }) });
  const wanted = port ?? PORT;
  const got = await listen(server, wanted);
  if (got !== wanted && wanted !== 0) say(`Port ${wanted} is in use.`);
  if (as !== undefined && !hosts.includes(as))
    say(
      `\`hosts\` does not include "${as}", so builds do not write its files. The preview uses its ` +
        "rules anyway.",
    );
  say(
    `Serving ${shown}${as === undefined ? "" : ` like ${HOSTS[as].title}`} at ` +
      `http://localhost:${got}${base}\nPress Ctrl-C to stop.`,
  );
  return undefined;
}
