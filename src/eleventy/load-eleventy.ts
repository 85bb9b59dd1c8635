/** Loads the Eleventy that renders a project. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type Eleventy from "@11ty/eleventy";
import type { EleventyInternals } from "@11ty/eleventy";

/** Events for data that all instances of Eleventy share. */
export interface SharedEvents {
  emit(name: string, ...args: readonly unknown[]): void;
}

/** A loaded version of Eleventy. */
export interface LoadedEleventy {
  readonly Constructor: new (...args: ConstructorParameters<typeof Eleventy>) => Eleventy & EleventyInternals;
  readonly events: SharedEvents;
  readonly version: string;
  /** The installed version, if Handbill cannot use it. */
  readonly replaces?: string;
}

/**
 * The project's installed Eleventy, so that its plugins share it. Handbill's own if none is installed, or
 * another major version. `root`: absolute path of the project.
 */
export async function loadEleventy(root: string): Promise<LoadedEleventy> {
  let replaces: string | undefined;
  for (const from of [join(root, "package.json"), import.meta.url]) {
    try {
      const load = createRequire(from);
      const entry = pathToFileURL(load.resolve("@11ty/eleventy"));
      // `require` finds a file that only says that Eleventy must be imported.
      const { main } = load(fileURLToPath(new URL("../package.json", entry))) as { readonly main: string };
      const importFile = (name: string) => import(new URL(name, entry).href);
      const { default: Constructor } = (await importFile(`../${main}`)) as {
        readonly default: LoadedEleventy["Constructor"] & { getVersion(): string };
      };
      const version = Constructor.getVersion();
      // Other versions, and the alphas and betas of 3.0.0, lack parts that Handbill needs.
      const isOther = Number.parseInt(version, 10) !== 3 || /^3\.0\.0-/.test(version);
      if (isOther && from !== import.meta.url) {
        replaces = version;
        continue;
      }
      const events = await loadEvents(entry);
      return { Constructor, events, version, ...(replaces !== undefined && { replaces }) };
    } catch {
      // Continue with Handbill's own.
    }
  }
  throw new Error("Eleventy cannot be loaded. Run `npm install` again.");
}

/** `entry`: the URL of the file that `require` finds. */
async function loadEvents(entry: URL): Promise<SharedEvents> {
  const { default: events } = (await import(new URL("EventBus.js", entry).href)) as {
    readonly default: SharedEvents;
  };
  return events;
}

/**
 * Empties the cache of layouts, which all instances of Handbill's own Eleventy share. A cached layout calls
 * the shortcodes of the instance that compiled it, such as those that collect the page's CSS.
 */
export async function forgetLayouts(): Promise<void> {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve("@11ty/eleventy"));
  (await loadEvents(entry)).emit("eleventy.resourceModified", "./none", [], {});
}
