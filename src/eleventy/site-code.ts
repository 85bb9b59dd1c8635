/** Runs the site's code so that files which it writes to the output folder are published with the site. */

export interface CodeRunner {
  /** The folder that `directories.output` names, relative to the root. */
  readonly folder: string;
  /** Calls code that renders the page `source`; empty for all pages together. */
  run<T>(source: string, work: () => Promise<T>): Promise<T>;
}
