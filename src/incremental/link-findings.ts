/** What is to be said about the links of a site. Where nothing can have changed about a page's, it is what was said before. */

import { setImmediate as turn } from "node:timers/promises";
import type { Diagnostic } from "../model/model.js";
import { createOutputIndex } from "../pipeline/output-urls.js";
import type { BuildPlan } from "../pipeline/plan.js";

/** The links of so many pages are looked at before others have their turn. */
const LINKING = 200;

interface Output {
  readonly path: string;
}

/** Threads that wait for work are heard while links are looked at. */
export interface LinkChecker {
  /** Looks at links while pages are rendered: what will be made is known before, unless something fails, or something is made of what was made. */
  expect(files: ReadonlySet<string>): Promise<void>;
  /** What is to be said, now that all is made, `generated` of what was made. */
  conclude(
    files: ReadonlySet<string>,
    generated: readonly Output[],
    hasErrors: boolean,
  ): Promise<readonly Diagnostic[]>;
}

export function createLinkChecker({
  open,
  loaded: { site, assets },
  templates,
  evaluated,
  documents,
  invalidator,
  linkingOf,
}: BuildPlan): LinkChecker {
  const { cache } = open.previous;
  const before = cache.snapshot?.links ?? [];
  const sources = new Set([...site.pages, ...site.templates].map(({ page }) => page.source));
  const isOther = (source: string) => cache.rendered().find(source)?.document !== documents.nameOf(source);
  /** What is to be said of pages that are asked about, with what was said of the others. */
  const among = async (
    files: ReadonlySet<string>,
    said: readonly Diagnostic[],
    isAsked: (source: string) => boolean,
  ): Promise<readonly Diagnostic[]> => {
    const outputIndex = createOutputIndex(files, site, templates, evaluated);
    const asked = [...sources].filter(isAsked);
    const found = said.filter(({ file = "" }) => sources.has(file) && !isAsked(file));
    for (let at = 0; at < asked.length; at += LINKING) {
      found.push(...site.checkLinks(outputIndex, asked.slice(at, at + LINKING)));
      await turn();
    }
    return found;
  };
  // Style sheets and scripts come and go with the templates that link them.
  const sheets =
    invalidator?.hasSameTemplates === false
      ? [...assets.values(), ...(cache.snapshot?.assets.values() ?? [])].map(({ output }) => output)
      : [];
  /** Whether something can have changed about a page's links. `changed`: generated files that came or went. */
  const mayLeadElsewhere = (changed: readonly string[]): ((source: string) => boolean) => {
    const hold = invalidator?.areLinksValid([...sheets, ...changed]);
    return (source) => hold === undefined || isOther(source) || !hold(linkingOf(source));
  };
  let expected: readonly Diagnostic[] = [];
  return {
    async expect(files) {
      expected = await among(files, before, mayLeadElsewhere([]));
    },
    async conclude(files, generated, hasErrors) {
      const generatedBefore = [...cache.generated().values()].flatMap((run) => run.files);
      const changed = mayLeadElsewhere(onlyInOne(generatedBefore, generated));
      if (hasErrors) return among(files, before, changed);
      if (generated.length === 0 && generatedBefore.length === 0) return expected;
      // With more files than were expected, what was found just now may be none; with fewer than before, more may be found.
      const held = new Set(before);
      const doubtful = new Set(expected.flatMap((found) => (held.has(found) ? [] : (found.file ?? ""))));
      return among(
        files,
        expected,
        (source) => doubtful.has(source) || (invalidator !== undefined && changed(source)),
      );
    },
  };
}

/** The paths that one of two lists has. */
function onlyInOne(a: readonly Output[], b: readonly Output[]): readonly string[] {
  const [before, now] = [a, b].map((list) => new Set(list.map(({ path }) => path))) as [
    Set<string>,
    Set<string>,
  ];
  return [...before, ...now].filter((path) => before.has(path) !== now.has(path));
}
