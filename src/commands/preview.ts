/** `handbill preview`: serves what was built. */

import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { ConfigFlags, HostName } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { listPublished, statKeyOf } from "../system/files.js";
import { createImporter } from "../system/modules.js";
import { createStaticServer, listen } from "../system/server.js";
import { HOSTS } from "../hosting/hosts.js";
import type { Diagnostic } from "../model/model.js";
import { betweenBuilds } from "../deploy/read-output.js";
import { serveAs } from "../pipeline/serve-as.js";
import { loadConfig } from "../config/load.js";

export interface PreviewOptions {
  /** Default: 4000, or the next that is free. */
  readonly port: number | undefined;
  /** The host to answer as. Default: none; the files as they are, and nothing is kept. */
  readonly as: HostName | undefined;
  /** When the work began, in milliseconds since 1970. */
  readonly started: number;
  say(line: string): void;
}

const PORT = 4000;

/** Serves the output folder on this machine until the process ends; a Diagnostic when there is nothing to serve. */
export async function preview(
  flags: ConfigFlags,
  { port, as, started, say }: PreviewOptions,
): Promise<Diagnostic | undefined> {
  const importer = createImporter(flags.root);
  const { value: config, diagnostics } = await loadConfig(flags, importer.importModule);
  if (diagnostics[0] !== undefined) return diagnostics[0];
  const shown = relative(config.root, config.output) || ".";
  const between = betweenBuilds(config);
  if (between !== undefined) return between;
  if (!existsSync(join(config.output, "index.html")) && listPublished(config.output).size === 0) {
    return diagnostic("no-pages", {}, `There is no built site in ${shown}.`, "Run `handbill build` first.");
  }
  const files = createListing(config.output);
  const served = as === undefined ? undefined : await serveAs(as, config, importer, files(), started);
  if (served !== undefined && "code" in served) return served;
  const server = createStaticServer({
    folder: config.output,
    base: config.base,
    files,
    ...(served && { as: served }),
  });
  const wanted = port ?? PORT;
  const got = await listen(server, wanted);
  if (got !== wanted && wanted !== 0) say(`Port ${wanted} is taken.`);
  if (as !== undefined && !config.hosts.includes(as))
    say(
      `The site's \`hosts\` does not name "${as}": what is told to it is not written. This answers as if it were.`,
    );
  say(
    `Serving ${shown}${as === undefined ? "" : ` as ${HOSTS[as].title} does`} at http://localhost:${got}${config.base}\nPress Ctrl-C to stop.`,
  );
  return undefined;
}

/** How long a list of the files is believed, in milliseconds: a page asks for many at once. */
const BELIEVED = 500;

function createListing(folder: string): () => ReadonlySet<string> {
  let files: ReadonlySet<string> = new Set();
  let read = -Infinity;
  return () => {
    if (performance.now() - read > BELIEVED) {
      files = wholeListing(folder) ?? files;
      read = performance.now();
    }
    return files;
  };
}

/** Undefined where a build exchanged the folder each time that it was listed. */
function wholeListing(folder: string): ReadonlySet<string> | undefined {
  for (let tries = 0; tries < 3; tries += 1) {
    const before = statKeyOf(folder)?.text;
    const files = listPublished(folder);
    if (before !== undefined && before === statKeyOf(folder)?.text) return files;
  }
  return undefined;
}
