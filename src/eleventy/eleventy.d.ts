/**
 * The part of Eleventy 3.1 that Handbill calls. The package has no type declarations; these follow its JSDoc
 * and its source.
 */
declare module "@11ty/eleventy" {
  import type { EleventyConfig } from "../config/options.js";

  export interface EleventyResult {
    readonly url: string;
    readonly inputPath: string;
    readonly outputPath: string | false;
    readonly content: string;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options: Record<string, unknown>);
    toJSON(): Promise<EleventyResult[]>;
    init(): Promise<void>;
    /** Copied files, then rendered pages. */
    write(): Promise<[{ readonly map: Readonly<Record<string, string>> }[], EleventyResult[]]>;
  }

  export interface EleventyTemplate {
    getData(): Promise<object | undefined>;
    getTemplateMapEntries(data: object): Promise<readonly object[]>;
    getTemplates(data: object): Promise<readonly object[]>;
    resolveRemainingComputedData(data: object): Promise<unknown>;
    renderPageEntryWithoutLayout(page: object): Promise<unknown>;
    _write(page: { readonly outputPath: string }, content: string): Promise<object>;
  }
  export interface MapEntry {
    readonly inputPath: string;
  }
  /**
   * Additional parts for an Eleventy project. They are not public API, and tests check them against the exact
   * version.
   */
  export interface EleventyInternals {
    readonly options: { config?: (config: EleventyConfig) => void | Promise<void> };
    initializeConfig(): Promise<void>;
    readonly directories: {
      readonly input: string;
      readonly includes: string;
      readonly layouts: string | undefined;
      readonly data: string;
      setOutput(folder: string): void;
      getUserspaceInstance(): object;
    };
    /** Gives pages their data; `dirs` is what they see of the folders. */
    readonly templateData: object;
    logFinished(): string;
    readonly logger: { logWithOptions(options: { readonly message: string }): void };
    readonly config: { readonly dir: { readonly output: string } };
    readonly eleventyConfig: {
      readonly config?: { readonly pathPrefix?: string };
      readonly usesGraph: {
        readonly map: unknown;
        getDependencies(path: string): readonly string[] | false;
        filterOutCollections(nodes: readonly string[]): readonly string[];
      };
      requireLocalConfigFile(): Promise<{
        readonly localConfig?: Readonly<Record<string, unknown>>;
        readonly exportedConfig?: Readonly<Record<string, unknown>>;
      }>;
      processPlugins(merged: { readonly dir: { output: string } }): Promise<void>;
    };
    readonly writer: {
      _generateTemplate(entry: MapEntry, to: string): Promise<readonly object[]>;
      _createTemplate(path: string, to: string): { readonly template: EleventyTemplate };
      _addToTemplateMap(paths: readonly string[], to: string): Promise<unknown>;
      readonly templateMap: { populateContentDataInMap(entries: readonly MapEntry[]): Promise<void> };
      write(): Promise<object>;
    };
  }
}
