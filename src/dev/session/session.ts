/** A site that is being written: follows its files, and answers for them. */

import { join } from "node:path";
import type { ConfigFlags } from "../../config/options.js";
import { isDraft } from "../../content/frontmatter/draft.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import { reachOf, renamesOf, type Known, type Reach } from "../classify-changes.js";
import { nearUrls } from "../near-urls.js";
import type { Answer, Applied, DevSite } from "../site.js";
import { kindAt } from "../../system/files.js";
import { createQueue } from "../../system/threads.js";
import type { Diagnostic, Staged } from "../../model/model.js";
import { newPlacements } from "../../site/assemble.js";
import { LONGEST } from "../../utils/timeout.js";
import { createLivePages, type LivePages } from "./pages.js";
import { createSettler } from "./settle.js";
import { openSettings, settingsFiles, settingsFolders } from "./settings.js";
import { makeStage, openGround, type Ground, type Material, type Stage } from "./inputs.js";
import { readTemplates } from "../../pipeline/load.js";
import type { OpenSite } from "../../pipeline/project.js";
import { readAssets } from "../../pipeline/read-assets.js";
import { dataReader, listSite, loadData, type Listing } from "../../pipeline/read-inputs.js";

/** Everything that is known of a site. */
interface State {
  readonly ground: Ground;
  readonly material: Material;
  readonly stage: Stage;
  readonly pages: LivePages;
}

/** A site whose settings have been read, or could not be. */
export async function openLiveSite(
  flags: ConfigFlags,
  settings: Staged<OpenSite | undefined>,
  now: number,
): Promise<DevSite> {
  const inTurn = createQueue();
  const kept = new Map<string, { readonly hash: string; readonly html: string }>();
  let state: State | undefined;
  /** Why the settings as they are now cannot be used. */
  let refused: readonly Diagnostic[] = [];

  const enter = async (ground: Ground, read: Material, placed?: Stage): Promise<void> => {
    // That a file has gone is heard soon, and is no mistake.
    const material = { ...read, diagnostics: read.diagnostics.filter(({ code }) => code !== "file-gone") };
    const stage = await makeStage(
      ground,
      material,
      placed && { value: placed.site, diagnostics: placed.siteDiagnostics },
    );
    state = { ground, material, stage, pages: createLivePages(ground, material, stage, kept) };
  };
  const reopen = async (read: Staged<OpenSite | undefined>): Promise<void> => {
    const { value, diagnostics } =
      read.value === undefined
        ? { value: undefined, diagnostics: read.diagnostics }
        : await openGround(read.value);
    refused = diagnostics;
    if (value !== undefined) await enter(value.ground, value.material);
  };

  let names: { readonly listing: Listing; readonly known: Omit<Known, "imported" | "leftOut"> } | undefined;
  const knownOf = ({ ground, material: { listing, diagnostics } }: State): Known => {
    if (names?.listing !== listing) {
      const known = {
        listed: new Set([...listing.content, ...listing.layouts, ...listing.publicFiles]),
        pages: new Set(listing.sources.pages),
        data: new Set(listing.sources.data),
      };
      names = { listing, known };
    }
    const leftOut = new Set(diagnostics.filter(isAboutFiles).flatMap(({ file = [] }) => file));
    return { ...names.known, leftOut, imported: new Set(settingsFiles(ground.open)) };
  };

  const follow = async (changed: readonly string[]): Promise<Applied> => {
    if (state === undefined || refused.length > 0) {
      const before = JSON.stringify(refused);
      await reopen(await openSettings(flags, now));
      // Any file may mend the settings. One that does not, such as a log of what is said here, is no change.
      return {
        paths: changed,
        pages: refused.length === 0 || JSON.stringify(refused) !== before,
        files: [],
        renamed: new Map(),
      };
    }
    const reach = reachOf(changed, knownOf(state), (path) => kindAt(join(flags.root, path)));
    if (reach.settings) {
      await reopen(await openSettings(flags, now));
      return { paths: reach.paths, pages: true, files: [], renamed: new Map() };
    }
    return take(state, reach);
  };

  const take = async ({ ground, material, stage, pages }: State, reach: Reach): Promise<Applied> => {
    const { documents, open } = ground;
    const listed = reach.list
      ? listSite(open.config, ground.setup.formats)
      : { value: material.listing, diagnostics: [] };
    const listing = listed.value;
    const [gone, came] = changesBetween(material.listing.content, listing.content);
    const goneHashes = new Map(
      gone.filter((path) => documents.hash(path) !== "").map((path) => [path, documents.hash(path)]),
    );
    for (const path of gone) documents.drop(path);
    let [bodies, faces] = [0, 0];
    for (const path of reach.pages) {
      const revision = await documents.revise(path);
      // The text of a page that Eleventy evaluates is no body: it may be anything.
      if (
        revision === "face" ||
        (revision === "body" && stage.site.templates.some(({ page }) => page.source === path))
      )
        faces += 1;
      else if (revision === "body") bodies += 1;
    }
    const resized = reach.files.filter(ground.pictures.isResized).length;
    const isOther = (sources: readonly string[], before: readonly string[]) =>
      sources.join("\n") !== before.join("\n");
    const hasNewData = reach.data || isOther(listing.sources.data, material.listing.sources.data);
    const hasNewTemplates = reach.templates || isOther(listing.layouts, material.listing.layouts);
    if (reach.list || hasNewData || hasNewTemplates || faces > 0) {
      const data = hasNewData
        ? await loadData(
            open.config,
            listing.sources.data,
            dataReader(open.importer.importModule, ground.setup.globalData),
            LONGEST,
          )
        : { value: material.dataFiles, diagnostics: [] };
      const templates = hasNewTemplates
        ? readTemplates(flags.root, listing)
        : { value: material.templates, diagnostics: [] };
      const assets = hasNewTemplates
        ? readAssets(open.config, listing)
        : { value: material.assets, diagnostics: [] };
      // While a data file is broken, pages keep what it last said.
      const dataFiles = data.diagnostics.some(isBlocking) ? material.dataFiles : data.value;
      const isData = new Set([...material.listing.sources.data, ...listing.sources.data]);
      const settled = material.diagnostics.filter(
        (found) =>
          !(reach.list && isAboutFiles(found)) &&
          !(hasNewData && (found.code === "data-failed" || isData.has(found.file ?? ""))) &&
          !(hasNewTemplates && found.file?.includes("layouts/") === true),
      );
      const keepsPlaces =
        !hasNewData &&
        (!hasNewTemplates || frontMatterOf(templates.value) === frontMatterOf(material.templates));
      await enter(
        ground,
        {
          listing,
          dataFiles,
          templates: templates.value,
          assets: assets.value,
          placements: keepsPlaces ? material.placements : newPlacements(),
          diagnostics: [
            ...settled,
            ...listed.diagnostics,
            ...data.diagnostics,
            ...templates.diagnostics,
            ...assets.diagnostics,
          ],
        },
        keepsPlaces && !reach.list && faces === 0 && stage.site.templates.length === 0 ? stage : undefined,
      );
    } else if (bodies + resized > 0) pages.bodySaved();
    const cameHashes = new Map(came.map((path) => [path, documents.hash(path)]));
    const outputs = new Map(
      [...material.listing.sources.statics, ...listing.sources.statics].map(({ source, output }) => [
        source,
        output,
      ]),
    );
    const [lost, added] = changesBetween(
      material.listing.sources.statics.map(({ source }) => source),
      listing.sources.statics.map(({ source }) => source),
    );
    return {
      paths: reach.paths,
      pages: reach.list || hasNewData || hasNewTemplates || faces + bodies + resized > 0,
      files: [...reach.files, ...lost, ...added].flatMap((source) => outputs.get(source) ?? []),
      renamed: renamesOf(goneHashes, new Map([...cameHashes].filter(([, hash]) => hash !== ""))),
    };
  };

  /** Asks until no body is missing. */
  const asking = async <T>(question: (state: State) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      if (state === undefined) return undefined;
      const { ground, material } = state;
      ground.documents.takeMissed();
      const answer = await question(state);
      const missed = ground.documents.takeMissed();
      if (missed.length === 0) return answer;
      let hasMoved = false;
      for (const source of missed)
        hasMoved = (await ground.documents.complete(source)) === "face" || hasMoved;
      if (hasMoved) await enter(ground, material);
    }
  };

  const renew = async (): Promise<void> => void (state && (await enter(state.ground, state.material)));
  const settler = createSettler({ inTurn, now: () => state, renew });

  const addressOf = (source: string): string | undefined => {
    const page = state?.stage.bySource.get(source);
    const url = page === undefined ? state?.stage.site.urlOf(source) : page.url;
    return typeof url === "string" ? base() + url.slice(1) : undefined;
  };
  const base = (): string => state?.ground.open.config.base ?? "/";

  await reopen(settings);
  return {
    settle: settler.settle,
    apply: (changed) =>
      inTurn(async () => {
        const applied = await follow(changed);
        if (applied.pages || applied.files.length > 0) settler.changed();
        return applied;
      }),
    answer: (path) =>
      inTurn(
        async (): Promise<Answer> =>
          (await asking((now) => now.pages.answer(path))) ?? { kind: "failed", diagnostics: refused },
      ),
    problemsAt: (path) =>
      inTurn(async () => {
        const here = [...refused, ...((await asking((now) => now.pages.problemsAt(path))) ?? [])];
        const keys = new Set(here.map((found) => JSON.stringify(found)));
        return {
          here,
          elsewhere: (state?.pages.problems() ?? []).filter(
            (found) => isBlocking(found) && !keys.has(JSON.stringify(found)),
          ),
        };
      }),
    addressOf,
    near(path) {
      const urls = state?.stage.site.pages.flatMap(({ url }) => (url === false ? [] : [url])) ?? [];
      return nearUrls(`/${path}`, urls).map((url) => base() + url.slice(1));
    },
    linksFrom: (from, path) =>
      inTurn(async () => {
        const links = await asking(async ({ stage }) => {
          const page = [...stage.bySource.values()].find(({ url }) => url === from);
          const hrefs = page?.hrefs() ?? [];
          return page?.page.links.flatMap(({ line, column }, index) =>
            hrefs[index]?.replace(/[?#].*$/s, "") === base() + path
              ? [{ source: page.page.source, line, column }]
              : [],
          );
        });
        return links ?? [];
      }),
    policyFor: (html) => state?.pages.policyFor(html),
    watched: () => settingsFolders(state?.ground.open),
    // With other settings, all else may be otherwise.
    problems: () => (refused.length > 0 ? refused : [...(state?.pages.problems() ?? []), ...settler.found()]),
    unparsed: () => state?.ground.documents.unparsed() ?? [],
    get base() {
      return base();
    },
    get counts() {
      const { pages = [], templates = [] } = state?.stage.site ?? {};
      return {
        pages: pages.length + templates.length,
        drafts: pages.filter(({ data }) => isDraft(data)).length,
      };
    },
  };
}

/** What went from a list, and what came to it. */
function changesBetween(
  before: readonly string[],
  now: readonly string[],
): readonly [gone: readonly string[], came: readonly string[]] {
  if (before === now) return [[], []];
  const [old, fresh] = [new Set(before), new Set(now)];
  return [before.filter((path) => !fresh.has(path)), now.filter((path) => !old.has(path))];
}

function isAboutFiles({ code }: Diagnostic): boolean {
  return (
    code === "symlink-outside" ||
    code === "special-file" ||
    code === "file-unreadable" ||
    code === "file-ignored" ||
    code === "template-failed"
  );
}

/** What layouts say about data, as text. */
function frontMatterOf(templates: Material["templates"]): string {
  return JSON.stringify([...templates].map(([name, { frontMatter }]) => [name, frontMatter]));
}
