/** Makes Eleventy try every page of a project, so that one failure does not hide the others. */

import type { EleventyInternals, EleventyTemplate, MapEntry } from "@11ty/eleventy";

export interface ProjectFailure {
  readonly error: unknown;
  /** The source that was read or rendered. */
  readonly source?: string;
}

/** Thrown after the last page if some failed, so that `eleventy.after` does not run on an incomplete site. */
export class Stopped extends Error {}

/** Tries every page, even if others fail. */
export function collectFailures(eleventy: EleventyInternals, failures: ProjectFailure[]): void {
  const { writer } = eleventy;
  const broken = new Set<MapEntry>();
  const generate = writer._generateTemplate.bind(writer);
  writer._generateTemplate = async (entry: MapEntry, to: string) => {
    if (broken.has(entry)) return [];
    try {
      return await generate(entry, to);
    } catch (error) {
      // Eleventy itself tries such a page again after the others.
      if (isPremature(error)) throw error;
      failures.push({ error, source: fromRoot(entry.inputPath) });
      return [];
    }
  };
  const create = writer._createTemplate.bind(writer);
  writer._createTemplate = (path: string, to: string) => {
    const made = create(path, to);
    const { template } = made;
    const collect = <T>(read: () => Promise<T>, otherwise: T): Promise<T> =>
      read().catch((error: unknown) => {
        failures.push({ error, source: fromRoot(path) });
        return otherwise;
      });
    const [getData, getEntries] = [
      template.getData.bind(template),
      template.getTemplateMapEntries.bind(template),
    ];
    let isBroken = false;
    Object.assign(template, {
      getData: () =>
        collect(getData, undefined).then((data) => {
          isBroken = data === undefined;
          return data ?? {};
        }),
      getTemplateMapEntries: (data: object) =>
        isBroken ? Promise.resolve([]) : collect(() => getEntries(data), []),
    } satisfies Partial<EleventyTemplate>);
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
            broken.add(entry);
            if (!isPremature(error)) failures.push({ error, source: fromRoot(entry.inputPath) });
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

function isPremature(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = (at as { originalError?: unknown }).originalError)
    if (/TemplateContentPrematureUseError/.test(`${at.constructor.name} ${at.message}`)) return true;
  return false;
}

/** An Eleventy path relative to the root: `./content/a.md` → `content/a.md`. */
export function fromRoot(path: string): string {
  return path.replace(/^\.\//, "").replace(/\/$/, "");
}
