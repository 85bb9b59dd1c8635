/** Finds out why a page with the same text has other bytes. */

import { diffArrays } from "diff";
import type { PageFacts } from "./page-facts.js";
import { withoutHash } from "./weight.js";

/** `kind` names what differs, and `detail` how it differs, or is empty. Together they form one sentence. */
export interface Cause {
  readonly kind: string;
  readonly detail: string;
}

interface Rendered {
  readonly facts: PageFacts;
}

/** Maximum number of changed lines or links to name. */
const MAX_NAMED = 3;

/** The differences, starting with those that readers notice first; never empty. */
export function causesOf(before: Rendered, now: Rendered): readonly Cause[] {
  const causes = [
    ...listCause("the text around the page changed", before.facts.around, now.facts.around),
    // Sorted, because a list of pages may only have a new order.
    ...listCause("the links changed", [...before.facts.links].sort(), [...now.facts.links].sort()),
    ...(sameList(metadataOf(before), metadataOf(now)) ? [] : [{ kind: "the metadata changed", detail: "" }]),
    ...assetCause(before.facts.assets, now.facts.assets),
  ];
  return causes.length > 0 ? causes : [{ kind: "the markup changed", detail: "" }];
}

function listCause(kind: string, before: readonly string[], now: readonly string[]): readonly Cause[] {
  if (sameList(before, now)) return [];
  const changes = diffArrays([...before], [...now], { maxEditLength: 1000 });
  const named = (changes ?? []).flatMap(({ value, added, removed }) =>
    added || removed ? value.map((text) => `${added ? "+" : "−"} ${text}`) : [],
  );
  const more = named.length - MAX_NAMED;
  return [
    {
      kind,
      detail:
        named.length === 0
          ? ""
          : `: ${named.slice(0, MAX_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    },
  ];
}

/** Styles and scripts, by their names without the hash, which changes with each edit. */
function assetCause(before: readonly string[], now: readonly string[]): readonly Cause[] {
  if (sameList(before, now)) return [];
  const names = [
    ...before.filter((path) => !now.includes(path)),
    ...now.filter((path) => !before.includes(path)),
  ];
  const files = [...new Set(names.map((path) => withoutHash(path).replace(/^.*\//, "")))].sort();
  return [{ kind: "styles or scripts changed", detail: files.length === 0 ? "" : `: ${files.join(", ")}` }];
}

function metadataOf({ facts }: Rendered): readonly string[] {
  return Object.values(facts.metadata);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
