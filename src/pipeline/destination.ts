/** The destination of a site's files, which may already contain some of them. */

import type { OutputFile } from "../model/model.js";
import type { GeneratedFile } from "../outputs/generator.js";
import type { Made } from "../render/worker.js";
import type { SiteWriter } from "../writer/site-writer.js";

export interface Destination {
  /** Keeps a file of the output folder, or restores it. Returns false if neither is possible. */
  keep(path: string): boolean;
  /** Receives each page that this thread rendered, and each file that is generated from the site. */
  take(output: OutputFile | GeneratedFile): void;
  /** Receives each page that another thread rendered. */
  takeMade(made: Made): void;
}

/** Writes nothing and contains nothing, so that every file is made. */
export const NOWHERE: Destination = { keep: () => false, take: () => undefined, takeMade: () => undefined };

/** Writes nothing and contains every file of the last build. For callers that need only the plan. */
export const AS_LEFT: Destination = { ...NOWHERE, keep: () => true };

/** The output folder. */
export function outputFolder(writer: SiteWriter): Destination {
  return {
    keep: (path) => writer.keep(path) || writer.restore(path),
    take: ({ path, content }) => writer.write(path, content),
    takeMade: (made) => writer.add(made),
  };
}
