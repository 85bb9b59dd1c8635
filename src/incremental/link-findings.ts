/**
 * The findings about the links of a site. If a page's links cannot have changed, its previous findings are
 * reused.
 */

import { setImmediate as turn } from "node:timers/promises";
import type { Diagnostic } from "../model/model.js";
import { createOutputIndex } from "../pipeline/output-urls.js";
import type { BuildPlan } from "../pipeline/plan.js";

/** Number of pages whose links are checked before other tasks get their turn. */
const PAGES_PER_TURN = 200;

interface Output {
  readonly path: string;
}

/** Messages of waiting threads are handled while links are checked. */
export interface LinkChecker {
  /**
   * Checks links while pages are rendered. The files are known in advance unless a page fails, or files are
   * generated from the finished site.
   */
  expect(files: ReadonlySet<string>): Promise<void>;
  /** The findings for the finished site. `generated`: the files generated from it. */
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
  /** Checks the links of selected pages, and reuses the findings of the others. */
  const checkSome = async (
    files: ReadonlySet<string>,
    earlier: readonly Diagnostic[],
    isSelected: (source: string) => boolean,
  ): Promise<readonly Diagnostic[]> => {
    const outputIndex = createOutputIndex(files, site, templates, evaluated);
    const selected = [...sources].filter(isSelected);
    const found = earlier.filter(({ file = "" }) => sources.has(file) && !isSelected(file));
    for (let at = 0; at < selected.length; at += PAGES_PER_TURN) {
      found.push(...site.checkLinks(outputIndex, selected.slice(at, at + PAGES_PER_TURN)));
      await turn();
    }
    return found;
  };
  // Style sheets and scripts are added and removed with the templates that link them.
  const sheets =
    invalidator?.hasSameTemplates === false
      ? [...assets.values(), ...(cache.snapshot?.assets.values() ?? [])].map(({ output }) => output)
      : [];
  /**
   * Whether the targets of a page's links may have changed. `changed`: generated files that were added or
   * removed.
   */
  const mayHaveChanged = (changed: readonly string[]): ((source: string) => boolean) => {
    const areValid = invalidator?.areLinksValid([...sheets, ...changed]);
    return (source) => areValid === undefined || isOther(source) || !areValid(linkingOf(source));
  };
  let expected: readonly Diagnostic[] = [];
  return {
    async expect(files) {
      expected = await checkSome(files, before, mayHaveChanged([]));
    },
    async conclude(files, generated, hasErrors) {
      const madeBefore = cache.snapshot?.siteCode?.made ?? [];
      const generatedBefore: readonly Output[] = [
        ...[...cache.generated().values()].flatMap((run) => run.files),
        ...madeBefore.map((path) => ({ path })),
      ];
      const changed = mayHaveChanged(onlyInOne(generatedBefore, generated));
      if (hasErrors) return checkSome(files, before, changed);
      if (generated.length === 0 && generatedBefore.length === 0) return expected;
      // If there are more files than expected, a finding from above may be wrong. If there are fewer than in
      // the last build, new findings may arise.
      const known = new Set(before);
      const uncertain = new Set(expected.flatMap((found) => (known.has(found) ? [] : (found.file ?? ""))));
      return checkSome(
        files,
        expected,
        (source) => uncertain.has(source) || (invalidator !== undefined && changed(source)),
      );
    },
  };
}

/** The paths that only one of two lists contains. */
function onlyInOne(a: readonly Output[], b: readonly Output[]): readonly string[] {
  const [before, now] = [a, b].map((list) => new Set(list.map(({ path }) => path))) as [
    Set<string>,
    Set<string>,
  ];
  return [...before, ...now].filter((path) => before.has(path) !== now.has(path));
}
