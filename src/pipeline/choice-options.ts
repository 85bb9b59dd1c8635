/** Options for parsing that the configuration's Eleventy function sets. */

import type { SiteConfig } from "../config/options.js";
import type { MarkdownOptions } from "../content/markdown/markdown.js";
import type { ParseOptions } from "../content/parse.js";
import type { Data } from "../model/model.js";
import { directoryDataOf, globalDataOf, mergeData, type DataFiles } from "../site/cascade.js";
import { parsedDate } from "../site/eleventy-choices.js";
import { filePathStem, fileSlug, pageDate } from "../site/permalinks.js";
import { openKeptTexts } from "../system/kept-texts.js";
import { programHash } from "../system/program.js";
import { once } from "../utils/once.js";
import { packagePath } from "../utils/package-path.js";

/** Highlighted code, for all sites that use this version of the program. */
const keptCode = once(() => openKeptTexts(packagePath(`dist/highlighted-${programHash()}.kept`)));

/** Options of the Markdown parser: from the site's settings and from its Eleventy function. */
export function markdownOptions({ trust, markdown, choices }: SiteConfig): MarkdownOptions {
  const { markdownLibrary: library, markdownChanges: changes, highlight } = choices;
  const configure = (md: Parameters<NonNullable<SiteConfig["markdown"]>>[0]) => {
    markdown?.(md);
    for (const change of changes) change(md);
  };
  return {
    trust,
    keptCode: keptCode(),
    ...((markdown !== undefined || library !== undefined || changes.length > 0) && { configure }),
    ...(library && { library }),
    ...(highlight && { highlight }),
  };
}

/** Data that preprocessors of Markdown get in addition to a page's own front matter. */
export interface PreprocessorData {
  readonly dataFiles: DataFiles;
  readonly configData: Data;
}

/** Parse options that the site's Eleventy function sets: date parsers and preprocessors. */
export function choiceOptions(
  { choices }: SiteConfig,
  data: PreprocessorData,
): Pick<ParseOptions, "parseDate" | "preprocess"> {
  const { dateParsers, preprocessors } = choices;
  const inFolder = once(() => directoryDataOf(data.dataFiles, choices));
  const global = once(() => mergeData(globalDataOf(data.dataFiles, choices), data.configData));
  return {
    ...(dateParsers.length > 0 && {
      parseDate: (value: unknown, source: string) =>
        parsedDate(value, { inputPath: `./${source}` }, dateParsers),
    }),
    ...(preprocessors.length > 0 && {
      async preprocess(source: string, frontMatter: Data, body: string) {
        const inputPath = `./${source}`;
        const page = {
          inputPath,
          fileSlug: fileSlug(source),
          filePathStem: filePathStem(source),
          date: pageDate(frontMatter["date"], source),
        };
        const all = { ...mergeData(global(), inFolder()(source), frontMatter), page };
        let text: string | false = body;
        for (const run of preprocessors) {
          const result: unknown = await run.call({ inputPath }, all, text);
          if (result === false) return false;
          if (typeof result === "string" && result !== "") text = result;
        }
        return text;
      },
    }),
  };
}
