/** A site that is being written: follows its files, and answers for them. */

import { join } from "node:path";
import type { ConfigFlags } from "../../config/options.js";
import { isDraft } from "../../content/frontmatter/draft.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import {
  changesBetween,
  classifyChanges,
  isAboutFiles,
  renamesOf,
  type KnownFiles,
  type Reach,
} from "../classify-changes.js";
import { nearUrls } from "../near-urls.js";
import type { Answer, Applied, DevSite } from "../site.js";
import { folderOfCopy } from "../../system/copied-files.js";
import { kindAt } from "../../system/files.js";
import { createQueue } from "../../system/threads.js";
import type { Diagnostic, WithDiagnostics } from "../../model/model.js";
import { newPlacements } from "../../site/assemble.js";
import { MAX_WAIT } from "../../utils/timeout.js";
import { createDevPages, type DevPages } from "./pages.js";
import { createSettler } from "./settle.js";
import { openSettings, settingsFiles, settingsFolders } from "./settings.js";
import {
  makeDevSnapshot,
  openDevSession,
  type DevSession,
  type DevInputs,
  type DevSnapshot,
} from "./inputs.js";
import { readTemplates } from "../../pipeline/load.js";
import type { OpenSite } from "../../pipeline/open.js";
import { readAssets } from "../../pipeline/read-assets.js";
import { listSite, type Listing } from "../../pipeline/read-inputs.js";
import { dataReader, loadData } from "../../pipeline/load-data.js";

/** Everything that is known of a site. */
interface State {
  readonly session: DevSession;
  readonly inputs: DevInputs;
  readonly snapshot: DevSnapshot;
  readonly pages: DevPages;
}

/** A site whose settings have been read, or could not be. */
export async function openSession(
  flags: ConfigFlags,
  settings: WithDiagnostics<OpenSite | undefined>,
  now: number,
): Promise<DevSite> {
  const inTurn = createQueue();
  const kept = new Map<string, { readonly hash: string; readonly html: string }>();
  let state: State | undefined;
  /** Why the settings as they are now cannot be used. */
  let refused: readonly Diagnostic[] = [];

  const enter = async (session: DevSession, read: DevInputs, placed?: DevSnapshot): Promise<void> => {
    // That a file has gone is heard soon, and is no mistake.
    const inputs = { ...read, diagnostics: read.diagnostics.filter(({ code }) => code !== "file-gone") };
    const snapshot = await makeDevSnapshot(
      session,
      inputs,
      placed && { value: placed.site, diagnostics: placed.siteDiagnostics },
    );
    state = { session, inputs, snapshot, pages: createDevPages(session, inputs, snapshot, kept) };
  };
  const reopen = async (read: WithDiagnostics<OpenSite | undefined>): Promise<void> => {
    const { value, diagnostics } =
      read.value === undefined
        ? { value: undefined, diagnostics: read.diagnostics }
        : await openDevSession(read.value);
    refused = diagnostics;
    if (value !== undefined) await enter(value.session, value.inputs);
  };

  let names:
    | { readonly listing: Listing; readonly known: Omit<KnownFiles, "imported" | "leftOut" | "copied"> }
    | undefined;
  const knownOf = ({ session, inputs: { listing, diagnostics } }: State): KnownFiles => {
    if (names?.listing !== listing) {
      const known = {
        listed: new Set([...listing.content, ...listing.layouts, ...listing.publicFiles, ...listing.copied]),
        pages: new Set(listing.sources.pages),
        data: new Set(listing.sources.data),
      };
      names = { listing, known };
    }
    const leftOut = new Set(diagnostics.filter(isAboutFiles).flatMap(({ file = [] }) => file));
    const copied = session.open.config.choices.copies.map(folderOfCopy);
    return { ...names.known, leftOut, copied, imported: new Set(settingsFiles(session.open)) };
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
    const reach = classifyChanges(changed, knownOf(state), (path) => kindAt(join(flags.root, path)));
    // Preprocessors may read any data as pages are parsed.
    if (reach.settings || (reach.data && state.session.open.config.choices.preprocessors.length > 0)) {
      await reopen(await openSettings(flags, now));
      return { paths: reach.paths, pages: true, files: [], renamed: new Map() };
    }
    return take(state, reach);
  };

  const take = async ({ session, inputs, snapshot, pages }: State, reach: Reach): Promise<Applied> => {
    const { documents, open } = session;
    const listed = reach.list
      ? listSite(open.config, session.setup.formats)
      : { value: inputs.listing, diagnostics: [] };
    const listing = listed.value;
    const [gone, came] = changesBetween(inputs.listing.content, listing.content);
    const goneHashes = new Map(
      gone.filter((path) => documents.hash(path) !== "").map((path) => [path, documents.hash(path)]),
    );
    for (const path of gone) documents.drop(path);
    let [bodies, metadataChanges] = [0, 0];
    for (const path of reach.pages) {
      const revision = await documents.revise(path);
      // The text of a page that Eleventy evaluates is no body: it may be anything.
      if (
        revision === "metadata" ||
        (revision === "body" && snapshot.site.templates.some(({ page }) => page.source === path))
      )
        metadataChanges += 1;
      else if (revision === "body") bodies += 1;
    }
    const resized = reach.files.filter(session.pictures.isResized).length;
    const isOther = (sources: readonly string[], before: readonly string[]) =>
      sources.join("\n") !== before.join("\n");
    const hasNewData = reach.data || isOther(listing.sources.data, inputs.listing.sources.data);
    const hasNewTemplates = reach.templates || isOther(listing.layouts, inputs.listing.layouts);
    if (reach.list || hasNewData || hasNewTemplates || metadataChanges > 0) {
      const data = hasNewData
        ? await loadData(
            open.config,
            listing.sources.data,
            dataReader(open.importer.importModule, session.setup.globalData, open.config.choices.dataFormats),
            MAX_WAIT,
          )
        : { value: inputs.dataFiles, diagnostics: [] };
      const templates = hasNewTemplates
        ? readTemplates(open.config, listing)
        : { value: inputs.templates, diagnostics: [] };
      const assets = hasNewTemplates
        ? readAssets(open.config, listing)
        : { value: inputs.assets, diagnostics: [] };
      // While a data file is broken, pages keep what it last said.
      const dataFiles = data.diagnostics.some(isBlocking) ? inputs.dataFiles : data.value;
      const isData = new Set([...inputs.listing.sources.data, ...listing.sources.data]);
      const settled = inputs.diagnostics.filter(
        (found) =>
          !(reach.list && isAboutFiles(found)) &&
          !(hasNewData && (found.code === "data-failed" || isData.has(found.file ?? ""))) &&
          !(hasNewTemplates && found.file?.includes("layouts/") === true),
      );
      const keepsPlaces =
        !hasNewData &&
        (!hasNewTemplates || frontMatterOf(templates.value) === frontMatterOf(inputs.templates));
      await enter(
        session,
        {
          listing,
          dataFiles,
          templates: templates.value,
          assets: assets.value,
          placements: keepsPlaces ? inputs.placements : newPlacements(),
          diagnostics: [
            ...settled,
            ...listed.diagnostics,
            ...data.diagnostics,
            ...templates.diagnostics,
            ...assets.diagnostics,
          ],
        },
        keepsPlaces && !reach.list && metadataChanges === 0 && snapshot.site.templates.length === 0
          ? snapshot
          : undefined,
      );
    } else if (bodies + resized > 0) pages.bodySaved();
    const cameHashes = new Map(came.map((path) => [path, documents.hash(path)]));
    const outputs = new Map(
      [...inputs.listing.sources.statics, ...listing.sources.statics].map(({ source, output }) => [
        source,
        output,
      ]),
    );
    const [lost, added] = changesBetween(
      inputs.listing.sources.statics.map(({ source }) => source),
      listing.sources.statics.map(({ source }) => source),
    );
    return {
      paths: reach.paths,
      pages: reach.list || hasNewData || hasNewTemplates || metadataChanges + bodies + resized > 0,
      files: [...reach.files, ...lost, ...added].flatMap((source) => outputs.get(source) ?? []),
      renamed: renamesOf(goneHashes, new Map([...cameHashes].filter(([, hash]) => hash !== ""))),
    };
  };

  /** Asks until no body is missing. */
  const asking = async <T>(question: (state: State) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      if (state === undefined) return undefined;
      const { session, inputs } = state;
      session.documents.takeMissed();
      const answer = await question(state);
      const missed = session.documents.takeMissed();
      if (missed.length === 0) return answer;
      let hasMoved = false;
      for (const source of missed)
        hasMoved = (await session.documents.complete(source)) === "metadata" || hasMoved;
      if (hasMoved) await enter(session, inputs);
    }
  };

  const renew = async (): Promise<void> => void (state && (await enter(state.session, state.inputs)));
  const settler = createSettler({ inTurn, now: () => state, renew });

  const addressOf = (source: string): string | undefined => {
    const page = state?.snapshot.bySource.get(source);
    const url = page === undefined ? state?.snapshot.site.urlOf(source) : page.url;
    return typeof url === "string" ? base() + url.slice(1) : undefined;
  };
  const base = (): string => state?.session.open.config.base ?? "/";

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
      const urls = state?.snapshot.site.pages.flatMap(({ url }) => (url === false ? [] : [url])) ?? [];
      return nearUrls(`/${path}`, urls).map((url) => base() + url.slice(1));
    },
    linksFrom: (from, path) =>
      inTurn(async () => {
        const links = await asking(async ({ snapshot }) => {
          const page = [...snapshot.bySource.values()].find(({ url }) => url === from);
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
    watched: () => settingsFolders(state?.session.open),
    // With other settings, all else may be otherwise.
    problems: () => (refused.length > 0 ? refused : [...(state?.pages.problems() ?? []), ...settler.found()]),
    unparsed: () => state?.session.documents.unparsed() ?? [],
    get base() {
      return base();
    },
    get counts() {
      const { pages = [], templates = [] } = state?.snapshot.site ?? {};
      return {
        pages: pages.length + templates.length,
        drafts: pages.filter(({ data }) => isDraft(data)).length,
      };
    },
  };
}

/** What layouts say about data, as text. */
function frontMatterOf(templates: DevInputs["templates"]): string {
  return JSON.stringify([...templates].map(([name, { frontMatter }]) => [name, frontMatter]));
}
