/** Makes Eleventy try every page of a project, so that one failure does not hide the others. */

import type { EleventyInternals, EleventyTemplate, MapEntry } from "@11ty/eleventy";

export interface ProjectFailure {
  readonly error: unknown;
  /** The source that was read or rendered. */
  readonly source?: string;
}

/** Thrown after the last page if some failed, so that `eleventy.after` does not run on an incomplete site. */
export class Stopped extends Error {}

/** The state of the pages of a run. */
export interface Trial {
  readonly failures: ProjectFailure[];
  /** Sources of the pages that render now. */
  readonly rendering: Set<string>;
  /** Called with the HTML of each page without its layouts. */
  readonly onBody: ((source: string, html: string) => void) | undefined;
}

interface Progress extends Trial {
  /** Sources of pages that failed: their next steps are skipped. */
  readonly broken: Set<string>;
}

/** Tries every page, even if others fail. */
export function collectFailures(eleventy: EleventyInternals, trial: Trial): void {
  const { failures, rendering } = trial;
  const { writer } = eleventy;
  const broken = new Set<string>();
  const fail = (error: unknown, source: string): void => {
    broken.add(source);
    failures.push({ error, source });
  };
  const generate = writer._generateTemplate.bind(writer);
  writer._generateTemplate = async (entry: MapEntry, to: string) => {
    const source = fromRoot(entry.inputPath);
    if (broken.has(source)) return [];
    try {
      rendering.add(source);
      const pages = await generate(entry, to);
      rendering.delete(source);
      return pages;
    } catch (error) {
      // Eleventy itself tries such a page again after the others.
      if (isPremature(error)) throw error;
      fail(error, source);
      return [];
    }
  };
  const create = writer._createTemplate.bind(writer);
  writer._createTemplate = (path: string, to: string) => {
    const made = create(path, to);
    tryParts(made.template, fromRoot(path), { ...trial, broken });
    return made;
  };
  const add = writer._addToTemplateMap.bind(writer);
  writer._addToTemplateMap = async (paths: readonly string[], to: string) => {
    const added = await add(paths, to);
    const { templateMap } = writer;
    const populate = templateMap.populateContentDataInMap.bind(templateMap);
    templateMap.populateContentDataInMap = async (entries) => {
      try {
        await populate(entries);
      } catch {
        // If one of them fails, Eleventy stops, so each is tried separately.
        for (const entry of entries) {
          await populate([entry]).catch((error: unknown) => {
            const source = fromRoot(entry.inputPath);
            if (isPremature(error)) broken.add(source);
            else fail(error, source);
          });
        }
      }
    };
    return added;
  };
  const write = writer.write.bind(writer);
  writer.write = async () => {
    const written = await write();
    if (failures.length > 0) throw new Stopped();
    return written;
  };
}

/**
 * Tries each step of a page separately. Eleventy copies own properties to the clones that it makes for
 * pagination.
 */
function tryParts(
  template: EleventyTemplate,
  source: string,
  { failures, rendering, broken, onBody }: Progress,
): void {
  const collect = <T>(read: () => Promise<T>, otherwise: T): Promise<T> =>
    read().catch((error: unknown) => {
      broken.add(source);
      failures.push({ error, source });
      return otherwise;
    });
  const { renderPageEntryWithoutLayout: render, resolveRemainingComputedData: compute } = template;
  const [getData, getEntries, getPages] = [
    template.getData.bind(template),
    template.getTemplateMapEntries.bind(template),
    template.getTemplates.bind(template),
  ];
  Object.assign(template, {
    getData: () => collect(getData, undefined).then((data) => data ?? {}),
    getTemplateMapEntries: (data: object) =>
      broken.has(source) ? Promise.resolve([]) : collect(() => getEntries(data), []),
    getTemplates: (data: object) => collect(() => getPages(data), []),
    resolveRemainingComputedData(this: EleventyTemplate, data: object) {
      return collect(() => compute.call(this, data), undefined);
    },
    async renderPageEntryWithoutLayout(this: EleventyTemplate, page: object) {
      if (broken.has(source)) return "";
      rendering.add(source);
      const content = await render.call(this, page);
      rendering.delete(source);
      if (typeof content === "string") onBody?.(source, content);
      return content;
    },
  } satisfies Partial<EleventyTemplate>);
}

function isPremature(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = (at as { originalError?: unknown }).originalError)
    if (/TemplateContentPrematureUseError/.test(`${at.constructor.name} ${at.message}`)) return true;
  return false;
}

/** An Eleventy path relative to the root: `./content/a.md` → `content/a.md`. */
export function fromRoot(path: string): string {
  return path.replace(/^\.\//, "").replace(/\/$/, "");
}
