/**
 * Settings from a site's Eleventy function for work that Handbill does itself: reading, Markdown, data, URLs,
 * copies.
 */

import type MarkdownIt from "markdown-it";
import type { Data } from "../model/model.js";

/** A file, folder or pattern of `addPassthroughCopy`, relative to the root. */
export interface CopyChoice {
  readonly from: string;
  /** The target in the output folder; true for the path below content/ or the root. */
  readonly to: string | true;
  readonly filter?: unknown;
  readonly rename?: unknown;
}

/**
 * A function of `addPreprocessor` for Markdown. False leaves the page out, and a text replaces the page's
 * text.
 */
export type Preprocess = (this: { readonly inputPath: string }, data: Data, content: string) => unknown;

/** An additional extension of data files, and how to read it. */
export interface DataFormat {
  readonly ending: string;
  readonly parser: (content: unknown, path: string) => unknown;
  /** If false, the parser gets only the path. */
  readonly read: boolean;
  readonly encoding: string | null;
}

export interface EleventyChoices {
  readonly copies: readonly CopyChoice[];
  /** Patterns of files that do not belong to the site, relative to the root. */
  readonly ignores: readonly string[];
  /** Layout names by their aliases: `post` → `layouts/article.njk` is `article.njk`. */
  readonly layoutAliases: Readonly<Record<string, string>>;
  /** The site's own markdown-it. */
  readonly markdownLibrary?: MarkdownIt;
  /** Functions that change markdown-it. */
  readonly markdownChanges: readonly ((md: MarkdownIt) => void)[];
  /** Highlights code instead of Handbill's highlighter. */
  readonly highlight?: (code: string, language: string) => string;
  readonly preprocessors: readonly Preprocess[];
  readonly urlTransforms: readonly ((page: { readonly url: string; readonly urlStem: string }) => unknown)[];
  readonly dateParsers: readonly ((this: { readonly page: Data }, value: unknown) => unknown)[];
  /** Texts between the name and the extension of data files next to pages, the most important first. */
  readonly dataSuffixes: readonly string[];
  /** The name of directory data files; absent for the name of the directory. */
  readonly dataBaseName?: string;
  readonly dataFormats: readonly DataFormat[];
  /** Page formats, if the site lists them. */
  readonly onlyFormats?: readonly string[];
  /** The base path, if neither `urls.base` nor the command line sets it. */
  readonly pathPrefix?: string;
}

/** The settings of a configuration without an Eleventy function. */
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

/** Whether the settings affect how a source file is parsed. */
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
