/** A site has one build, however many Eleventys Handbill makes for it: each event of the build is told once. */

import type { EleventyConfig } from "../config/options.js";

/** Events that a build has once, and that know all of its pages, or its output folder. */
const OF_THE_BUILD: ReadonlySet<string> = new Set([
  "beforeBuild",
  "eleventy.before",
  "eleventy.layouts",
  "eleventy.contentMap",
  "eleventy.directories",
  "eleventy.after",
  "afterBuild",
]);

/** Keeps what is registered from here on from being told of the build. `listens` is told that somebody wants to know. */
export function muteBuild(eleventy: EleventyConfig, listens: () => void = () => undefined): void {
  for (const method of ["on", "once"]) {
    const register = eleventy[method].bind(eleventy) as (event: string, listener: unknown) => unknown;
    eleventy[method] = (event: string, listener: unknown) => {
      if (!OF_THE_BUILD.has(event)) return register(event, listener);
      listens();
      return eleventy;
    };
  }
}
