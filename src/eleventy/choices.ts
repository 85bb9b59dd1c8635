/** Reads settings from Eleventy's configuration object for work that Handbill does instead of Eleventy. */

import type MarkdownIt from "markdown-it";
import type { EleventyConfig } from "../config/options.js";
import {
  NO_CHOICES,
  type CopyChoice,
  type DataFormat,
  type EleventyChoices,
  type Preprocess,
} from "../config/eleventy-choices.js";
import type { Data } from "../model/model.js";

/** Paths that Eleventy ignores by default. */
const ALWAYS_IGNORED = new Set(["**/node_modules/**", ".git/**"]);

/** The choices of a configuration after its plugins ran. `returned`: the return value of its function. */
export function choicesOf(eleventy: EleventyConfig, returned: Data): EleventyChoices {
  const { libraryOverrides, libraryAmendments, markdownHighlighter } = eleventy;
  const suffixes = eleventy["dataFileSuffixesOverride"] || returned["dataFileSuffixes"];
  const baseName = eleventy["dataFileDirBaseNameOverride"] || returned["dataFileDirBaseNameOverride"];
  const formats = listOf(eleventy["templateFormats"] ?? returned["templateFormats"]);
  const prefix = returned["pathPrefix"];
  return {
    copies: Object.entries(
      eleventy["passthroughCopies"] as Readonly<
        Record<string, { outputPath: string | true; copyOptions: Data }>
      >,
    ).map(([from, { outputPath, copyOptions }]): CopyChoice => {
      const { filter, rename } = copyOptions;
      return {
        from: plain(from),
        to: outputPath,
        ...(filter !== undefined && { filter }),
        ...(rename !== undefined && { rename }),
      };
    }),
    ignores: [...(eleventy["ignores"] as Iterable<string>)]
      .filter((one) => !ALWAYS_IGNORED.has(one))
      .map(plain),
    layoutAliases: { ...(eleventy["layoutAliases"] as Record<string, string>) },
    ...(libraryOverrides.md !== undefined && { markdownLibrary: libraryOverrides.md as MarkdownIt }),
    markdownChanges: (libraryAmendments.md ?? []) as readonly ((md: MarkdownIt) => void)[],
    ...(typeof markdownHighlighter === "function" && {
      highlight: (code: string, language: string) =>
        String((markdownHighlighter as (code: string, language: string) => unknown)(code, language) ?? ""),
    }),
    preprocessors: preprocessorsOf(eleventy),
    urlTransforms: [...eleventy["urlTransforms"]],
    dateParsers: [...eleventy["customDateParsingCallbacks"]],
    dataSuffixes: Array.isArray(suffixes) ? suffixes.map(String) : NO_CHOICES.dataSuffixes,
    ...(typeof baseName === "string" && { dataBaseName: baseName }),
    dataFormats: dataFormatsOf(eleventy),
    ...(formats !== undefined && { onlyFormats: formats }),
    ...(typeof prefix === "string" && prefix !== "" && { pathPrefix: prefix }),
  };
}

function plain(path: string): string {
  return path.replace(/^\.\//, "");
}

/** Formats as a list, or as one text separated by commas. `*` and an empty value name none. */
function listOf(value: unknown): readonly string[] | undefined {
  const list = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value.map(String) : [];
  const names = list.map((name) => name.trim()).filter((name) => name !== "");
  return names.length === 0 || names.includes("*") ? undefined : names;
}

/** The preprocessors for Markdown. */
function preprocessorsOf(eleventy: EleventyConfig): readonly Preprocess[] {
  const all = Object.values(
    eleventy["preprocessors"] as Readonly<Record<string, { filter: unknown; callback: Preprocess }>>,
  );
  return all
    .filter(({ filter }) =>
      (Array.isArray(filter) ? filter : String(filter).split(",")).some((ending: unknown) =>
        /^(?:\*|\.?md)$/.test(String(ending)),
      ),
    )
    .map(({ callback }) => callback);
}

function dataFormatsOf(eleventy: EleventyConfig): readonly DataFormat[] {
  const all = eleventy["dataExtensions"] as ReadonlyMap<
    string,
    { parser: DataFormat["parser"]; options: { read?: boolean; encoding?: string | null } }
  >;
  return [...all].map(([ending, { parser, options }]) => ({
    ending,
    parser,
    read: options.read !== false,
    encoding: options.encoding === undefined ? "utf8" : options.encoding,
  }));
}
