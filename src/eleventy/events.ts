/**
 * A site has one build, even if Handbill creates several Eleventys for it. The site's own listeners get each
 * event once.
 */

import type { EleventyConfig } from "../config/options.js";
import type { Refusal } from "./user-config.js";

const PAGES: Refusal = [
  "Eleventy emits it for template pages only, because Handbill renders Markdown pages itself.",
  "Use `addCollection`, `addGlobalData` or content/_data/ for shared data.",
];
const END: Refusal = [
  "Eleventy emits it for template pages only, and before Handbill writes the files.",
  "Run later steps in a script of package.json: handbill build && node after.js",
];

/** Events that a build has once, and what a site's own listener misses of each. */
const OF_THE_BUILD: Readonly<Record<string, Refusal>> = {
  beforeBuild: PAGES,
  "eleventy.before": PAGES,
  "eleventy.layouts": PAGES,
  "eleventy.contentMap": PAGES,
  "eleventy.after": END,
  afterBuild: END,
};

/**
 * Keeps build events of this Eleventy from the site's listeners, and the end of the build from all listeners.
 * Plugins use the other events to set up each Eleventy that renders pages. Calls `listens` with what the
 * listeners miss.
 */
export function muteBuild(
  eleventy: EleventyConfig,
  listens: (event: string, misses: Refusal) => void = () => undefined,
): void {
  for (const method of ["on", "once"]) {
    const register = eleventy[method].bind(eleventy) as (event: string, listener: unknown) => unknown;
    eleventy[method] = (event: string, listener: unknown) => {
      const misses = OF_THE_BUILD[event];
      const isOfPlugin = eleventy["isPluginExecution"]() === true && misses !== END;
      if (misses === undefined || isOfPlugin) return register(event, listener);
      listens(event, misses);
      return eleventy;
    };
  }
}
