/** What a link that leads nowhere may have meant. */

import type { Link, Page } from "../model.js";
import { nearest } from "../nearest.js";
import type { LinkTargets } from "./link-targets.js";

/** Sources that a broken link may have meant: those in the folder it names, and those of the same name elsewhere. */
export interface Candidates {
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

export function indexCandidates(targets: LinkTargets): Candidates {
  const byFolder = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  const add = (index: Map<string, string[]>, key: string, source: string) => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [source]);
    else list.push(source);
  };
  for (const source of [...targets.pages.keys(), ...targets.staticFiles.map((file) => file.source)]) {
    const slash = source.lastIndexOf("/") + 1;
    add(byFolder, source.slice(0, slash), source);
    add(byName, source.slice(slash), source);
  }
  return { byFolder, byName };
}

/** What to do about a link that leads nowhere: what it may have meant, as the page would write it. */
export function suggestion(link: Link, path: string, page: Page, { byFolder, byName }: Candidates): string {
  const wanted = `content${path}`;
  const slash = wanted.lastIndexOf("/") + 1;
  const siblings = byFolder.get(wanted.slice(0, slash)) ?? [];
  const namesakes = byName.get(wanted.slice(slash)) ?? [];
  const lower = wanted.toLowerCase();
  // No page is meant where a picture is shown.
  const isAlike = (source: string) => link.kind === "link" || !source.endsWith(".md");
  const meant =
    siblings.find((source) => source.toLowerCase() === lower) ??
    nearIn(wanted.slice(slash), siblings.filter(isAlike)) ??
    namesakes[0];
  if (meant === undefined) return "Correct the link, or make the page.";
  return `Did you mean ${link.href.startsWith("/") ? meant.replace(/^content/, "") : relative(page.source, meant)}?`;
}

/** Of files of one folder, that whose name is nearest. */
function nearIn(name: string, siblings: readonly string[]): string | undefined {
  const byName = new Map(siblings.map((source) => [source.slice(source.lastIndexOf("/") + 1), source]));
  return byName.get(nearest(name, byName.keys()) ?? "");
}

function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared += 1;
  const up = "../".repeat(a.length - shared);
  return `${up === "" ? "./" : up}${b.slice(shared).join("/")}`;
}
