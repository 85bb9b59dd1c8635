/** A site in memory for the dev server: follows changes of its files, and answers requests. */

import type { ConfigFlags } from "../../config/options.js";
import { isDraft } from "../../content/frontmatter/draft.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import type { WithDiagnostics } from "../../model/model.js";
import type { OpenSite } from "../../pipeline/open.js";
import { createQueue } from "../../system/threads.js";
import { nearUrls } from "../near-urls.js";
import type { DevSite } from "../site.js";
import { applyChanges } from "./apply-changes.js";
import { LiveState, type LiveSite } from "./live-state.js";
import { createSettler } from "./settle.js";
import { settingsFolders } from "./settings.js";

/** Opens a site, whether its settings could be read or not. */
export async function openSession(
  flags: ConfigFlags,
  settings: WithDiagnostics<OpenSite | undefined>,
  now: number,
): Promise<DevSite> {
  const inTurn = createQueue();
  const live = new LiveState(flags, now);
  const settler = createSettler({ inTurn, now: () => live.site, renew: () => live.renew() });
  const base = (): string => live.site?.session.open.config.base ?? "/";
  await live.open(settings);
  return {
    settle: settler.settle,
    apply: (changed) =>
      inTurn(async () => {
        const applied = await applyChanges(live, changed);
        if (applied.pages || applied.files.length > 0) settler.changed();
        return applied;
      }),
    answer: (path) =>
      inTurn(
        async () =>
          (await live.ask(({ pages }) => pages.answer(path))) ?? {
            kind: "failed",
            diagnostics: live.refused,
          },
      ),
    problemsAt: (path) => inTurn(() => problemsAt(live, path)),
    addressOf(source) {
      const page = live.site?.snapshot.bySource.get(source);
      const url = page === undefined ? live.site?.snapshot.site.urlOf(source) : page.url;
      return typeof url === "string" ? base() + url.slice(1) : undefined;
    },
    near(path) {
      const urls = live.site?.snapshot.site.pages.flatMap(({ url }) => (url === false ? [] : [url])) ?? [];
      return nearUrls(`/${path}`, urls).map((url) => base() + url.slice(1));
    },
    linksFrom: (from, path) =>
      inTurn(async () => (await live.ask(async (site) => linksFrom(site, from, base() + path))) ?? []),
    policyFor: (html) => live.site?.pages.policyFor(html),
    watched: () => settingsFolders(live.site?.session.open),
    // With other settings, everything else may change.
    problems: () =>
      live.refused.length > 0 ? live.refused : [...(live.site?.pages.problems() ?? []), ...settler.found()],
    unparsed: () => live.site?.session.documents.unparsed() ?? [],
    get base() {
      return base();
    },
    get counts() {
      const { pages = [], templates = [] } = live.site?.snapshot.site ?? {};
      return {
        pages: pages.length + templates.length,
        drafts: pages.filter(({ data }) => isDraft(data)).length,
      };
    },
  };
}

/** Diagnostics at a path, and those elsewhere that block a build. */
async function problemsAt(live: LiveState, path: string): ReturnType<DevSite["problemsAt"]> {
  const here = [...live.refused, ...((await live.ask(({ pages }) => pages.problemsAt(path))) ?? [])];
  const keys = new Set(here.map((found) => JSON.stringify(found)));
  const all = live.site?.pages.problems() ?? [];
  const elsewhere = all.filter((found) => isBlocking(found) && !keys.has(JSON.stringify(found)));
  return { here, elsewhere };
}

/** The places at which the page at the URL `from` links to `target`. */
function linksFrom(
  { snapshot }: LiveSite,
  from: string,
  target: string,
): Awaited<ReturnType<DevSite["linksFrom"]>> {
  const page = [...snapshot.bySource.values()].find(({ url }) => url === from);
  if (page === undefined) return [];
  const hrefs = page.hrefs();
  return page.page.links.flatMap(({ line, column }, index) =>
    hrefs[index]?.replace(/[?#].*$/s, "") === target ? [{ source: page.page.source, line, column }] : [],
  );
}
