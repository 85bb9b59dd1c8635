/**
 * A site has one build, even if Handbill creates several Eleventys for it. The Eleventy that evaluates
 * templates emits the events of the build to the site's own listeners, with all pages.
 */

import type { EleventyConfig } from "../config/options.js";
import type { Setup } from "./setup.js";

/** The argument of `eleventy.contentMap`. */
export interface SiteMaps {
  readonly inputPathToUrl: Readonly<Record<string, readonly (string | false)[]>>;
  readonly urlToInputPath: Readonly<
    Record<string, { readonly inputPath: string; readonly groupNumber: number }>
  >;
}

/** The inner templates and pages of each layout, by its path: the argument of `eleventy.layouts`. */
export type LayoutsMap = Readonly<Record<string, readonly string[]>>;

/** Events at the end of a build, when all files are in the output folder. */
const END: ReadonlySet<string> = new Set(["afterBuild", "eleventy.after"]);

/** Events that a build emits once. */
const OF_THE_BUILD: ReadonlySet<string> = new Set([
  "beforeBuild",
  "eleventy.before",
  "eleventy.layouts",
  "eleventy.contentMap",
  ...END,
]);

/** Eleventy's emitter of events. */
interface Emitter {
  on(event: string, listener: unknown): unknown;
  once(event: string, listener: unknown): unknown;
  emit(event: string, ...args: readonly unknown[]): Promise<unknown>;
  emitLazy(event: string, make: () => unknown): Promise<unknown>;
  eventNames(): readonly unknown[];
  listenerCount(event: string): number;
  setHandlerMode(mode: string): void;
}

/** Passes listeners of some events on to `take`, which returns whether it keeps them from Eleventy. */
function intercept(
  eleventy: EleventyConfig,
  take: (event: string, listener: unknown, method: "on" | "once") => boolean,
): void {
  for (const method of ["on", "once"] as const) {
    const register = eleventy[method].bind(eleventy) as (event: string, listener: unknown) => unknown;
    eleventy[method] = (event: string, listener: unknown) =>
      take(event, listener, method) ? eleventy : register(event, listener);
  }
}

/**
 * Keeps build events of this Eleventy from the site's listeners, and the end of the build from all listeners.
 * Plugins use the other events to set up each Eleventy that renders pages. Calls `onEnd` for each listener of
 * the end.
 */
export function muteBuild(eleventy: EleventyConfig, onEnd: () => void = () => undefined): void {
  intercept(eleventy, (event) => {
    if (!OF_THE_BUILD.has(event)) return false;
    if (END.has(event)) onEnd();
    return END.has(event) || eleventy["isPluginExecution"]() !== true;
  });
}

/** The listeners of the end of the build. */
export interface HeldEnd {
  /** Whether there is a listener. */
  isHeard(): boolean;
  /** Calls the listeners in Eleventy's order. */
  emit(argument: object): Promise<void>;
}

/** Holds back the end of the build, which comes later than the end of this Eleventy. */
export function holdEnd(eleventy: EleventyConfig): HeldEnd {
  const { events } = eleventy as unknown as { readonly events: Emitter };
  const held = new (events.constructor as new () => Emitter)();
  intercept(eleventy, (event, listener, method) => {
    if (!END.has(event)) return false;
    held[method](event, listener);
    return true;
  });
  const setMode = eleventy["setEventEmitterMode"].bind(eleventy) as (mode: string) => unknown;
  eleventy["setEventEmitterMode"] = (mode: string) => {
    held.setHandlerMode(mode);
    return setMode(mode);
  };
  return {
    isHeard: () => held.eventNames().length > 0,
    async emit(argument) {
      for (const event of END) await held.emit(event, argument);
    },
  };
}

/** Passes maps of all pages to the listeners, including pages that this Eleventy lacks. */
export function replaceMaps(
  eleventy: EleventyConfig,
  maps: (own: SiteMaps) => SiteMaps,
  layouts: (own: LayoutsMap) => LayoutsMap = (own) => own,
): void {
  const { events } = eleventy as unknown as { readonly events: Emitter };
  const emitLazy = events.emitLazy.bind(events);
  events.emitLazy = (event, make) => {
    if (event === "eleventy.contentMap") return emitLazy(event, () => maps(make() as SiteMaps));
    if (event === "eleventy.layouts")
      return emitLazy(event, async () => layouts((await make()) as LayoutsMap));
    return emitLazy(event, make);
  };
}

/** Eleventy's own filter `inputPathToUrl` listens to the map of all pages. */
const OWN_LISTENERS = 1;

/** Emits the map of all pages to plugins of an Eleventy that builds nothing. */
export function mapListeners(eleventy: EleventyConfig): Pick<Setup, "announce" | "listensToMaps"> {
  const { events } = eleventy as unknown as { readonly events: Emitter };
  return {
    announce: async (maps) => void (await events.emit("eleventy.contentMap", maps)),
    listensToMaps: events.listenerCount("eleventy.contentMap") > OWN_LISTENERS,
  };
}

/** Tells plugins that files are written, so that they write theirs. */
export function announceFiles(eleventy: EleventyConfig): void {
  const { events } = eleventy as unknown as { readonly events: Emitter };
  const emit = events.emit.bind(events);
  events.emit = (event, ...args) => {
    const isStart = event === "eleventy.before" || event === "beforeBuild";
    return emit(event, ...(isStart ? args.map((arg) => ({ ...(arg as object), outputMode: "fs" })) : args));
  };
}
