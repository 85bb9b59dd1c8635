/**
 * The files that are generated from the finished site, such as the sitemap: generated when one of them is
 * requested.
 */

import type { Diagnostic, OutputFile } from "../../model/model.js";
import type { GeneratedFile } from "../../outputs/generator.js";
import { generators } from "../../outputs/registry.js";
import { NOWHERE } from "../../pipeline/destination.js";
import { generateFiles, hashedFiles } from "../../pipeline/generate.js";
import type { EvaluatedPages, Evaluation } from "./evaluated-pages.js";
import type { OpenSite } from "../../pipeline/open.js";
import { codeFile } from "./code-files.js";
import type { DevState } from "./inputs.js";

type File = GeneratedFile | OutputFile;

/** Files, and the run of Eleventy that they are based on. */
interface Batch {
  readonly files: ReadonlyMap<string, File>;
  readonly shows: Evaluation | undefined;
}

/** Folder of the search index. It reads every page, so it is generated separately. */
const SEARCH_FOLDER = "pagefind/";

/** The files of a site and its search index, whose files have unpredictable names. */
export function withSearch(files: ReadonlySet<string>, open: OpenSite): (path: string) => boolean {
  return (path) => path.startsWith(SEARCH_FOLDER) || files.has(path) || codeFile(open, path) !== undefined;
}

export class GeneratedFiles {
  private others: Batch | undefined;
  private search: Batch | undefined;
  private readonly found = new Map<"search" | "others", readonly Diagnostic[]>();

  constructor(
    private readonly state: DevState,
    private readonly evaluated: EvaluatedPages,
    /** Name of a source's document. */
    private readonly nameOf: (source: string) => string,
  ) {}

  /** A file that was already generated. */
  find(path: string): File | undefined {
    return this.valid(this.others)?.get(path) ?? this.valid(this.search)?.get(path);
  }

  /** Generates the file at a path, together with related files. Gives all of them. */
  async make(path: string): Promise<ReadonlyMap<string, File>> {
    const kind = path.startsWith(SEARCH_FOLDER) ? "search" : "others";
    const known = this.valid(this[kind]);
    if (known !== undefined) return known;
    await this.evaluated.evaluate(true);
    const files = await this.generate(kind);
    if (!this.state.session.documents.hasMissed) this[kind] = { files, shows: this.evaluated.current };
    return files;
  }

  /** Diagnostics of the files generated so far. */
  diagnostics(): readonly Diagnostic[] {
    return [...this.found.values()].flat();
  }

  /** Call this after a body was saved: any file may show it. */
  bodySaved(): void {
    this.found.clear();
    [this.others, this.search] = [undefined, undefined];
  }

  private valid(batch: Batch | undefined): ReadonlyMap<string, File> | undefined {
    return batch?.shows === this.evaluated.current ? batch?.files : undefined;
  }

  private async generate(kind: "search" | "others"): Promise<ReadonlyMap<string, File>> {
    const { session, snapshot } = this.state;
    const { config } = session.open;
    const { site, loaded, checked } = snapshot;
    const { outputs, items } = this.evaluated.value;
    const files = new Map<string, File>();
    const pages = site.pages.flatMap(({ page, output }) =>
      output === false ? [] : [{ path: output, source: page.source }],
    );
    const { diagnostics } = await generateFiles(
      {
        config,
        site,
        items,
        outputs: [...outputs, ...pages],
        found: [],
        sources: new Map(),
        hashed: hashedFiles(config, loaded.assets, checked.linkedAssets),
        before: new Map(),
        generators: generators.filter(({ name }) => (name === "search") === (kind === "search")),
        nameOf: this.nameOf,
      },
      { ...NOWHERE, take: (file) => files.set(file.path, file) },
    );
    this.found.set(kind, diagnostics);
    return files;
  }
}
