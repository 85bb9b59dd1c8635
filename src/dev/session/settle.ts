/** Finds everything that a build of the current site would report, while pages are answered. */

import { applyLevels } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { atFallbackSources } from "../../site/i18n/fallback-pages.js";
import type { DevPages } from "./pages.js";
import type { DevSession } from "./inputs.js";

/** Number of bodies that are parsed before pages are answered again. */
const BODIES_PER_TURN = 20;

export interface SettleInput {
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** The current site; undefined while its settings cannot be read. */
  now(): { readonly session: DevSession; readonly pages: DevPages } | undefined;
  /** Assembles the pages again. */
  renew(): Promise<void>;
}

export interface Settler {
  /** Gives false if the site changed before the end. */
  settle(): Promise<boolean>;
  /** Call this when the site has changed: the current run stops. */
  changed(): void;
  /** The findings of the last run. */
  found(): readonly Diagnostic[];
}

export function createSettler({ inTurn, now, renew }: SettleInput): Settler {
  let last: readonly Diagnostic[] = [];
  let changes = 0;
  let settled = -1;
  const parseSome = async (): Promise<boolean> => {
    const documents = now()?.session.documents;
    const sources = documents?.unparsed().slice(0, BODIES_PER_TURN) ?? [];
    if (await documents?.completeAll(sources)) await renew();
    return sources.length > 0;
  };
  return {
    async settle() {
      const before = changes;
      if (settled === before) return true;
      while (await inTurn(parseSome)) if (changes !== before) return false;
      const state = now();
      if (state === undefined) {
        last = [];
        return true;
      }
      const { documents, open } = state.session;
      // The bodies that were missing before are present now.
      documents.takeMissed();
      const found: Diagnostic[] = [];
      const steps = state.pages.findings();
      for (;;) {
        const step = await inTurn(async () =>
          changes === before && now() === state && !documents.hasMissed ? steps.next() : undefined,
        );
        if (step === undefined) return false;
        if (step.done === true) break;
        found.push(...step.value);
      }
      last = applyLevels(atFallbackSources(found, state.pages.site.pages), open.config.levels);
      settled = before;
      return true;
    },
    changed() {
      changes += 1;
    },
    found: () => last,
  };
}
