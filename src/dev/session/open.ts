/** A site from the moment that `dev` starts: what the last build left answers until the site itself has been read. */

import type { ConfigFlags } from "../../config/options.js";
import type { DevSite } from "../site.js";
import { once } from "../../utils/once.js";
import { openPrebuilt } from "../prebuilt.js";
import { openSettings, settingsFolders } from "./settings.js";

/** Opens a site. What is wrong with it is told by its answers, and mended by `apply`. */
export async function openDevSite(flags: ConfigFlags, now: number): Promise<DevSite> {
  const settings = await openSettings(flags, now);
  const open = settings.value;
  const built = open && openPrebuilt(open);
  // Only now is the program loaded that reads and renders pages.
  const read = once(async () => (await import("./session.js")).openSession(flags, settings, now));
  if (open === undefined || built === undefined) return read();

  let site: DevSite | undefined;
  /** Whether the site may be another one than what was built. */
  let isOld = false;
  const live = async (): Promise<DevSite> => (site = await read());
  return {
    settle: async () => (await live()).settle(),
    async apply(changed) {
      isOld = true;
      return (await live()).apply(changed);
    },
    answer: async (path) =>
      (isOld || site !== undefined ? undefined : built.answer(path)) ?? (await live()).answer(path),
    problemsAt: async (path) => (await live()).problemsAt(path),
    linksFrom: async (from, path) => (await live()).linksFrom(from, path),
    addressOf: (source) => site?.addressOf(source),
    near: (path) => site?.near(path) ?? [],
    policyFor: (html) => (site ?? built).policyFor(html),
    watched: () => site?.watched() ?? settingsFolders(open),
    problems: () => site?.problems() ?? [],
    unparsed: () => site?.unparsed() ?? [],
    get base() {
      return site?.base ?? open.config.base;
    },
    get counts() {
      return site?.counts ?? { pages: built.pages, drafts: 0 };
    },
  };
}
