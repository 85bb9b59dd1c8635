/** Where the files of a site go, and what of them is there already. */

import type { OutputFile } from "../model/model.js";
import type { GeneratedFile } from "../outputs/generator.js";
import type { Made } from "../render/worker.js";
import type { SiteWriter } from "../writer/write.js";

export interface Destination {
  /** Keeps a file of the output folder as it is, or brings it back; false when neither can be. */
  keep(path: string): boolean;
  /** Takes each page that is rendered in this thread, and each file that is made of the site. */
  take(output: OutputFile | GeneratedFile): void;
  /** Takes each page that another thread rendered. */
  takeMade(made: Made): void;
}

/** Nothing is there, so that everything is made; nothing is written. */
export const NOWHERE: Destination = { keep: () => false, take: () => undefined, takeMade: () => undefined };

/** Everything is there as the last build left it; nothing is written. For what only the plan tells. */
export const AS_LEFT: Destination = { ...NOWHERE, keep: () => true };

/** The output folder. */
export function outputFolder(writer: SiteWriter): Destination {
  return {
    keep: (path) => writer.keep(path) || writer.restore(path),
    take: ({ path, content }) => writer.write(path, content),
    takeMade: writer.add,
  };
}
