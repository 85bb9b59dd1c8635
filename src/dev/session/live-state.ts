/** The state of a site in memory: read when the site opens, replaced by changes, and used by the server. */

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

/** One state, with its pages. */
export interface LiveSite extends DevState {
  readonly pages: DevPages;
}

export class LiveState {
  /** Undefined until the settings are valid. */
  site: LiveSite | undefined;
  /** Why the current settings cannot be used. */
  refused: readonly Diagnostic[] = [];
  private readonly cache = createRenderedCache();

  constructor(
    readonly flags: ConfigFlags,
    private readonly now: number,
  ) {}

  /** Applies settings. With mistakes in them, the site stays unchanged. */
  async open(settings: WithDiagnostics<OpenSite | undefined>): Promise<void> {
    const opened =
      settings.value === undefined
        ? { value: undefined, diagnostics: settings.diagnostics }
        : await openDevSession(settings.value);
    this.refused = opened.diagnostics;
    if (opened.value !== undefined) await this.replace(opened.value.session, opened.value.inputs);
  }

  /** Reads the settings and everything else again. */
  async reopen(): Promise<void> {
    await this.open(await openSettings(this.flags, this.now));
  }

  /** Assembles the pages from new inputs. `placed`: a state whose pages already have their places. */
  async replace(session: DevState["session"], read: DevInputs, placed?: DevSnapshot): Promise<void> {
    // A removed file is soon reported as a change, and is not a mistake.
    const inputs = { ...read, diagnostics: read.diagnostics.filter(({ code }) => code !== "file-gone") };
    const snapshot = await makeDevSnapshot(
      session,
      inputs,
      placed && { value: placed.site, diagnostics: placed.siteDiagnostics },
    );
    const state = { session, inputs, snapshot };
    this.site = { ...state, pages: createDevPages(state, this.cache) };
  }

  /** Assembles the pages again. */
  async renew(): Promise<void> {
    if (this.site !== undefined) await this.replace(this.site.session, this.site.inputs);
  }

  /** Repeats the question until no body is missing. */
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
