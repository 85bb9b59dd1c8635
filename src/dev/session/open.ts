/** A site from the moment that `dev` starts: what the last build left answers until the site itself has been read. */

import type { ConfigFlags } from "../../config/options.js";
import { siteKind } from "../../config/site-kind.js";
import type { DevSite } from "../site.js";
import { once } from "../../utils/once.js";
import { openPrebuilt } from "../prebuilt.js";
import { openSettings, settingsFolders } from "./settings.js";

/** Where files are that make a site's pages. */
const TREES = ["content", "layouts", "public"];

/** A project of either kind, about to be served: the folders to watch, and how it is opened. */
export interface DevProject {
  readonly trees: readonly string[];
  open(): Promise<DevSite>;
}

/** Finds the kind of the project in a folder. What is wrong with its settings is reported once it is open. */
export async function devProject(flags: ConfigFlags): Promise<DevProject> {
  const kind = siteKind(flags.root, flags.config);
  if ("code" in kind || kind.kind === "site")
    return { trees: TREES, open: () => openDevSite(flags, Date.now()) };
  const { openProjectSite, projectTrees } = await import("./project.js");
  return { trees: projectTrees(flags.root), open: () => openProjectSite(flags, kind) };
}

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
