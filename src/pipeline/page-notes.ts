/** Notes on each finished page, taken when it is rendered, so that the page need not be read again. */

import { faultsOfOutput } from "../checks/html/faults.js";
import type { SiteConfig } from "../config/options.js";
import type { Notes, RenderedPage } from "../incremental/rendered-pages.js";
import type { OutputFile } from "../model/model.js";
import type { Destination } from "./destination.js";
import { needsOfOutput } from "./policy-of-pages.js";

/** Pages with their notes, by path in the output folder. */
export type PageNotes = Map<string, Notes & { readonly source: string }>;

type Output = Pick<OutputFile, "path"> & { readonly content: string | Uint8Array };

/** The notes of a rendered file; undefined if there is nothing to note. */
export function notesOf(
  config: Pick<SiteConfig, "hosts" | "headers" | "url" | "budgets">,
  output: Output,
): Notes | undefined {
  const needs = needsOfOutput(config, output);
  const faults = faultsOfOutput(config, output);
  if (needs === undefined && faults === undefined) return undefined;
  return { ...(needs && { needs }), ...(faults && { faults }) };
}

/** Stores the notes of a rendered page. */
export function addNotes(
  pages: PageNotes,
  config: Pick<SiteConfig, "hosts" | "headers" | "url" | "budgets">,
  file: Output & Pick<OutputFile, "source">,
): void {
  const notes = notesOf(config, file);
  if (notes !== undefined) pages.set(file.path, { source: file.source, ...notes });
}

/** A destination that stores the notes of each page. */
export function noting(
  notes: PageNotes,
  config: Pick<SiteConfig, "hosts" | "headers" | "url" | "budgets">,
  destination: Destination,
): Destination {
  return {
    ...destination,
    take(file) {
      addNotes(notes, config, file);
      destination.take(file);
    },
    takeMade(made) {
      if (made.notes !== undefined) notes.set(made.path, { source: made.source, ...made.notes });
      destination.takeMade(made);
    },
  };
}

/** A page with its notes, in the form that the cache keeps. */
export function withNotes(record: RenderedPage, pages: PageNotes): RenderedPage {
  const noted = pages.get(record.output);
  if (noted === undefined) return record;
  const { source: _, ...notes } = noted;
  return { ...record, notes };
}
