/** Opens a site when `dev` starts: the output of the last build answers until the site itself is read. */

import type { ConfigFlags } from "../../config/options.js";
import { siteKind } from "../../config/site-kind.js";
import type { DevSite } from "../site.js";
import { once } from "../../utils/once.js";
import { openPrebuilt } from "../prebuilt.js";
import { openSettings, settingsFolders } from "./settings.js";

/** Folders with the files of a site's pages. */
const TREES = ["content", "layouts", "public"];

/** A project of either kind that will be served: the folders to watch, and the function that opens it. */
export interface DevProject {
  readonly trees: readonly string[];
  open(): Promise<DevSite>;
}

/** Finds the kind of the project in a folder. Mistakes in its settings are reported after it is opened. */
export async function devProject(flags: ConfigFlags): Promise<DevProject> {
  const kind = siteKind(flags.root, flags.config);
  if ("code" in kind || kind.kind === "site")
    return { trees: TREES, open: () => openDevSite(flags, Date.now()) };
  const { openProjectSite, projectTrees } = await import("./project.js");
  return { trees: projectTrees(flags.root), open: () => openProjectSite(flags, kind) };
}

/** Opens a site. Its answers report problems, and `apply` applies fixes. */
export async function openDevSite(flags: ConfigFlags, now: number): Promise<DevSite> {
  const settings = await openSettings(flags, now);
  const open = settings.value;
  const built = open && openPrebuilt(open);
  // The modules that read and render pages are loaded only here.
  const read = once(async () => (await import("./session.js")).openSession(flags, settings, now));
  if (open === undefined || built === undefined) return read();

  let site: DevSite | undefined;
  /** Whether the site may have changed since the last build. */
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
