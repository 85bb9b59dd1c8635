/**
 * The closure of a page's layouts: every template that they use, the assets that they link, and the names
 * that they can read.
 */

import { idsIn } from "../content/html/scan.js";
import { hashTexts, type Closure } from "../incremental/fingerprint.js";
import type { SitePage } from "../model/model.js";
import type { CheckedTemplates } from "../templates/analyze.js";
import type { Asset, Assets } from "../templates/assets/assets.js";
import type { TemplateFile, TemplateFiles } from "../templates/load.js";
import { idMatcher } from "../templates/template-ids.js";
import { isProgram } from "../utils/page-formats.js";

/** Finds the closure of a page's layouts; pages with the same layouts share one. */
export function createClosures(
  templates: TemplateFiles,
  assets: Assets,
  { uses, assets: linked, computed }: CheckedTemplates,
  configText: string,
  layoutsOf: (page: SitePage) => readonly TemplateFile[],
): (page: SitePage) => Closure {
  const byPath = new Map([...templates.values()].map((file) => [file.path, file]));
  const known = new Map<string, Closure>();
  /** The assets that templates link, or all assets if a template can link any of them. */
  const assetsOf = (files: readonly TemplateFile[] | undefined): Asset[] => {
    if (files === undefined) return [...assets.values()];
    return [...new Set(files.flatMap(({ path }) => linked.get(path) ?? []))]
      .sort()
      .flatMap((name) => assets.get(name) ?? []);
  };
  return (page) => {
    const layouts = layoutsOf(page);
    const key = layouts.map(({ path }) => path).join("\n");
    const before = known.get(key);
    if (before !== undefined) return before;
    const files = new Set<TemplateFile>();
    const add = (file: TemplateFile | undefined): void => {
      if (file === undefined || files.has(file)) return;
      files.add(file);
      for (const used of uses.get(file.path) ?? []) add(byPath.get(used));
    };
    layouts.forEach(add);
    // Other languages are not parsed, and a computed name can be any name. Such a layout depends on every
    // template.
    const isForeign = [...files].some(({ path }) => !path.endsWith(".njk"));
    const isOpen = isForeign || [...files].some(({ path }) => computed.has(path));
    const byPlace = (a: TemplateFile, b: TemplateFile) => (a.path < b.path ? -1 : 1);
    const all = [...new Set([...layouts, ...(isOpen ? [...templates.values()] : [...files]).sort(byPlace)])];
    const words = new Set(
      isForeign
        ? []
        : [...all.map(codeOf), configText].flatMap(
            (text) => text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [],
          ),
    );
    const ids = new Set(all.flatMap(({ body }) => idsIn(body)));
    // A program can read any file.
    const hasProgram = [...files].some(({ path }) => isProgram(path));
    const closure: Closure = {
      templates: Object.fromEntries([
        ...all.map(({ path, source }) => [path, hashTexts(source)]),
        ...assetsOf(isOpen ? undefined : all).map(({ path, hash }) => [path, hash]),
      ]),
      shape: hashTexts(
        ...layouts.map(({ name }) => name),
        String(hasProgram),
        String(isForeign),
        ...[...words].sort(),
        "ids",
        ...[...ids].sort(),
      ),
      isProgram: hasProgram,
      isForeign,
      writesId: hasProgram ? () => true : idMatcher(ids),
      names: (name) => isForeign || words.has(name),
    };
    known.set(key, closure);
    return closure;
  };
}

/** The code of a template, without its HTML: HTML contains words such as `nav` everywhere. */
function codeOf({ source, body }: TemplateFile): string {
  const tags = body.split(/(?=\{[{%])/).slice(/^\{[{%]/.test(body) ? 0 : 1);
  // Up to the last closing brace before the next tag: a text can contain an earlier one.
  const code = tags.map((tag) => /^[\s\S]*[%}]\}/.exec(tag)?.[0] ?? tag);
  return [source.slice(0, source.length - body.length), ...code].join("\n");
}
