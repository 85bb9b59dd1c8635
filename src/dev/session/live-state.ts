/** The state of a site in memory: read when it opens, replaced by changes, and asked by the server. */

import type { ConfigFlags } from "../../config/options.js";
import type { Diagnostic, WithDiagnostics } from "../../model/model.js";
import type { OpenSite } from "../../pipeline/open.js";
import {
  makeDevSnapshot,
  openDevSession,
  type DevInputs,
  type DevSnapshot,
  type DevState,
} from "./inputs.js";
import { createDevPages, type DevPages } from "./pages.js";
import { createRenderedCache } from "./rendered-pages.js";
import { openSettings } from "./settings.js";

/** One state, with the pages that are made of it. */
export interface LiveSite extends DevState {
  readonly pages: DevPages;
}

export class LiveState {
  /** Undefined until settings can be used. */
  site: LiveSite | undefined;
  /** Why the settings as they are now cannot be used. */
  refused: readonly Diagnostic[] = [];
  private readonly cache = createRenderedCache();

  constructor(
    readonly flags: ConfigFlags,
    private readonly now: number,
  ) {}

  /** Takes settings; with mistakes in them the site stays as it was. */
  async open(settings: WithDiagnostics<OpenSite | undefined>): Promise<void> {
    const opened =
      settings.value === undefined
        ? { value: undefined, diagnostics: settings.diagnostics }
        : await openDevSession(settings.value);
    this.refused = opened.diagnostics;
    if (opened.value !== undefined) await this.replace(opened.value.session, opened.value.inputs);
  }

  /** Reads the settings again, and everything with them. */
  async reopen(): Promise<void> {
    await this.open(await openSettings(this.flags, this.now));
  }

  /** Puts the pages together from other inputs; `placed`: a state whose pages have their places already. */
  async replace(session: DevState["session"], read: DevInputs, placed?: DevSnapshot): Promise<void> {
    // A file that has gone is reported as a change soon, and is no mistake.
    const inputs = { ...read, diagnostics: read.diagnostics.filter(({ code }) => code !== "file-gone") };
    const snapshot = await makeDevSnapshot(
      session,
      inputs,
      placed && { value: placed.site, diagnostics: placed.siteDiagnostics },
    );
    const state = { session, inputs, snapshot };
    this.site = { ...state, pages: createDevPages(state, this.cache) };
  }

  /** Puts the pages together anew. */
  async renew(): Promise<void> {
    if (this.site !== undefined) await this.replace(this.site.session, this.site.inputs);
  }

  /** Asks until no body is missing. */
  async ask<T>(question: (site: LiveSite) => Promise<T>): Promise<T | undefined> {
    while (this.site !== undefined) {
      const { documents } = this.site.session;
      documents.takeMissed();
      const answer = await question(this.site);
      const missed = documents.takeMissed();
      if (missed.length === 0) return answer;
      if (await documents.completeAll(missed)) await this.renew();
    }
    return undefined;
  }
}
