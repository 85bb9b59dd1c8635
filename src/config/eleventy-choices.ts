/** What a site's Eleventy function says about work that Handbill does itself: reading, Markdown, data, URLs, copies. */

import type MarkdownIt from "markdown-it";
import type { Data } from "../model/model.js";

/** A file, folder or pattern that `addPassthroughCopy` names, from the root. */
export interface CopyChoice {
  readonly from: string;
  /** Where it goes in the output folder; true: to the place that it has below content/, or below the root. */
  readonly to: string | true;
  readonly filter?: unknown;
  readonly rename?: unknown;
}

/** A function of `addPreprocessor` for Markdown. False leaves the page out; a text takes the place of its text. */
export type Preprocess = (this: { readonly inputPath: string }, data: Data, content: string) => unknown;

/** Endings of data files beside those of Handbill, and how each is read. */
export interface DataFormat {
  readonly ending: string;
  readonly parser: (content: unknown, path: string) => unknown;
  /** False: the parser gets the path alone. */
  readonly read: boolean;
  readonly encoding: string | null;
}

export interface EleventyChoices {
  readonly copies: readonly CopyChoice[];
  /** Patterns of files that are no part of the site, from the root. */
  readonly ignores: readonly string[];
  /** Names of layouts by the names that the site gives them: `post` → `layouts/article.njk` is `article.njk`. */
  readonly layoutAliases: Readonly<Record<string, string>>;
  /** The site's own markdown-it. */
  readonly markdownLibrary?: MarkdownIt;
  /** Functions that change markdown-it. */
  readonly markdownChanges: readonly ((md: MarkdownIt) => void)[];
  /** Colours code in place of Handbill's highlighter. */
  readonly highlight?: (code: string, language: string) => string;
  readonly preprocessors: readonly Preprocess[];
  readonly urlTransforms: readonly ((page: { readonly url: string; readonly urlStem: string }) => unknown)[];
  readonly dateParsers: readonly ((this: { readonly page: Data }, value: unknown) => unknown)[];
  /** What stands between the name and the ending of a data file beside a page, the most important first. */
  readonly dataSuffixes: readonly string[];
  /** The name of a folder's data files; absent: that of the folder. */
  readonly dataBaseName?: string;
  readonly dataFormats: readonly DataFormat[];
  /** Endings of pages, where the site lists them. */
  readonly onlyFormats?: readonly string[];
  /** Path below which the site is served, where `urls.base` and the command line say nothing. */
  readonly pathPrefix?: string;
}

/** What holds where the configuration has no Eleventy function. */
export const NO_CHOICES: EleventyChoices = {
  copies: [],
  ignores: [],
  layoutAliases: {},
  markdownChanges: [],
  preprocessors: [],
  urlTransforms: [],
  dateParsers: [],
  dataSuffixes: [".11tydata", ""],
  dataFormats: [],
};

/** Whether they change what a source file becomes when it is parsed. */
export function shapeDocuments({
  markdownLibrary,
  markdownChanges,
  highlight,
  preprocessors,
  dateParsers,
}: EleventyChoices): boolean {
  return (
    markdownLibrary !== undefined ||
    highlight !== undefined ||
    markdownChanges.length + preprocessors.length + dateParsers.length > 0
  );
}
