/** Pages of a site that is being written, each rendered when it is asked for, by the code that builds it. */

import { isMarkdown } from "../../utils/page-formats.js";
import { documentSource } from "../../incremental/fingerprint.js";
import { documentNamer, fingerprinter } from "../../incremental/previous-build.js";
import { isDraft } from "../../content/frontmatter/draft.js";
import { applyLevels, isBlocking } from "../../diagnostics/catalogue.js";
import type { Answer } from "../site.js";
import type { Evaluated } from "../../eleventy/evaluate.js";
import { endlessDiagnostic } from "../../eleventy/failure.js";
import { createLayoutRenderer } from "../../eleventy/layouts.js";
import { renderPages } from "../../eleventy/render.js";
import { findFile } from "../../system/addresses.js";
import type { Diagnostic, OutputFile, Site, SitePage, WithDiagnostics } from "../../model/model.js";
import { generators } from "../../outputs/registry.js";
import type { GeneratedFile } from "../../outputs/generator.js";
import { itemsOf } from "../../site/collections.js";
import { atFallbackSources } from "../../site/i18n/fallback-pages.js";
import { runChecksOf } from "../../checks/registry.js";
import type { Asset } from "../../templates/assets/assets.js";
import { NOWHERE } from "../../pipeline/destination.js";
import { generateFiles, hashedFiles } from "../../pipeline/generate.js";
import { findings, stopsBuild } from "./findings.js";
import { makeAsset } from "../../pipeline/make-assets.js";
import type { DevSession, DevInputs, DevSnapshot } from "./inputs.js";
import { filesOf, createOutputIndex } from "../../pipeline/output-urls.js";
import { claimsOf, htmlOf } from "../../pipeline/plan.js";
import { createPagePolicy, needsOfStatics } from "../../pipeline/policy-of-pages.js";
import { withTimeout, MAX_WAIT } from "../../utils/timeout.js";
import { sourceFile } from "../../pipeline/read-inputs.js";
import { readyPages } from "../../render/ready-page.js";

/** What Eleventy made of the pages that it evaluates, with their bytes. */
interface EvaluatedNow {
  readonly made: WithDiagnostics<Evaluated>;
  readonly outputs: ReadonlyMap<string, OutputFile>;
  /** Whether bodies have been saved since. */
  isStale: boolean;
}

/** Answers are no good when `documents.hasMissed` afterwards: bodies were missing. */
export interface DevPages {
  /** What stands at a path below the base. */
  answer(path: string): Promise<Answer>;
  /** What is wrong with what stands at a path, links included. */
  problemsAt(path: string): Promise<readonly Diagnostic[]>;
  readonly site: Site;
  /** What is known to be wrong anywhere. */
  problems(): readonly Diagnostic[];
  /** What a build would report; each step gives what it found. All bodies have been read. */
  findings(): AsyncGenerator<readonly Diagnostic[], void>;
  /** The Content-Security-Policy under which a page is shown. */
  policyFor(html: string): string | undefined;
  /** A body was saved: the pages that Eleventy evaluates may hold it. */
  bodySaved(): void;
}

/** Where the search index is. */
const SEARCH_FOLDER = "pagefind/";

/** The files of the site, the search index among them, which is made when it is asked for. */
function withSearch(files: ReadonlySet<string>): (path: string) => boolean {
  return (path) => path.startsWith(SEARCH_FOLDER) || files.has(path);
}

/** So many rendered pages are kept. */
const MAX_CACHED_PAGES = 100;

/** The pages of one stage. `kept` has rendered pages of earlier stages, which are used while their fingerprints are the same. */
export function createDevPages(
  { open, setup, documents, built, findCollisions, endless }: DevSession,
  inputs: DevInputs,
  snapshot: DevSnapshot,
  kept: Map<string, { readonly hash: string; readonly html: string }>,
): DevPages {
  const { site, checked } = snapshot;
  const { config } = open;
  const byLayouts = createLayoutRenderer(setup, inputs.templates, snapshot.loaded.assets, config);
  const ready = readyPages({
    site,
    templates: checked,
    setup,
    canRenderLayouts: byLayouts !== undefined,
    textsOf: () => undefined,
  });
  const failed = new Map<string, readonly Diagnostic[]>();
  const assets = new Map(
    [...snapshot.loaded.assets.values()]
      .filter(({ name }) => checked.linkedAssets.has(name))
      .map((asset) => [asset.output, asset]),
  );
  let evaluated: EvaluatedNow | undefined;
  let generated: ReadonlyMap<string, GeneratedFile | OutputFile> | undefined;
  let indexed: ReadonlyMap<string, GeneratedFile | OutputFile> | undefined;
  let collisions: readonly Diagnostic[] | undefined;
  let links: ReadonlySet<string> | undefined;

  const mayEvaluate = site.templates.length > 0 || config.eleventy !== undefined;
  /** Where the pages that Eleventy evaluates would be, nobody knows. */
  const notEvaluated: Evaluated = {
    outputs: [],
    items: [],
    ...(site.templates.length > 0 && { failed: true }),
  };
  /** Eleventy reads the whole folder itself, and would run what was refused of strangers' files. */
  const isRefused = () =>
    config.trust === "text" &&
    [...inputs.diagnostics, ...snapshot.diagnostics, ...documents.allDiagnostics()].some(isBlocking);
  /** Eleventy would stop at the front matter of a page of its own, and tell less of it. */
  const isUnreadable = () =>
    site.templates.some(({ page }) => documents.diagnosticsOf(page.source).some(isBlocking));
  /** `fresh`: with all bodies as they are now; else the addresses are enough. */
  const evaluate = async (fresh: boolean): Promise<EvaluatedNow | undefined> => {
    if (!mayEvaluate || checked.evaluatedBroken || isUnreadable() || isRefused()) return undefined;
    if (evaluated !== undefined && !(fresh && evaluated.isStale)) return evaluated;
    const outputs = new Map<string, OutputFile>();
    const templateTexts = new Map(
      [...snapshot.loaded.templateTexts].filter(([source]) => isMarkdown(source)),
    );
    const { evaluatePages } = await import("../../eleventy/evaluate.js");
    const made = (await withTimeout(
      evaluatePages({
        context: snapshot.context,
        sources: snapshot.failures,
        take: (output) => outputs.set(output.path, output),
        allPages: site.pages,
        templateTexts,
        copiedHtml: htmlOf(site.staticFiles),
      }),
      MAX_WAIT,
    )) ?? {
      value: notEvaluated,
      diagnostics: [endlessDiagnostic(site.templates[0]?.page.source, undefined, MAX_WAIT)],
    };
    [collisions, links, generated, indexed] = [undefined, undefined, undefined, undefined];
    return (evaluated = { made, outputs, isStale: documents.hasMissed });
  };

  const documentName = documentNamer(config, open.previous);
  const nameOf = (source: string): string => documentName(source, documents.hash(source));
  const { fingerprintOf } = fingerprinter({ nameOf }, open.previous, site, checked, []);

  /** The files that are made of the finished site, when one of them is asked for. The search index, which reads every page, is made for itself alone. */
  const generate = async (path: string): Promise<ReadonlyMap<string, GeneratedFile | OutputFile>> => {
    const isSearch = path.startsWith(SEARCH_FOLDER);
    const before = isSearch ? indexed : generated;
    if (before !== undefined) return before;
    await evaluate(true);
    const files = new Map<string, GeneratedFile | OutputFile>();
    const value: Evaluated = evaluated?.made.value ?? notEvaluated;
    const outputs = [
      ...value.outputs,
      ...site.pages.flatMap(({ page, output }) =>
        output === false ? [] : [{ path: output, source: page.source }],
      ),
    ];
    const { diagnostics } = await generateFiles(
      {
        config,
        site,
        items: value.items,
        outputs,
        found: [],
        sources: new Map(),
        hashed: hashedFiles(config, snapshot.loaded.assets, checked.linkedAssets),
        before: new Map(),
        generators: generators.filter(({ name }) => (name === "search") === isSearch),
        nameOf,
      },
      { ...NOWHERE, take: (file) => files.set(file.path, file) },
    );
    aboutGenerated.set(isSearch, diagnostics);
    if (documents.hasMissed) return files;
    if (isSearch) indexed = files;
    else generated = files;
    return files;
  };

  /** Renders what is made of `parts`; undefined when that never ends. It is begun again when it is made of others, or has ended after all. */
  const renderOnce = async <T>(
    source: string,
    parts: unknown,
    rendering: () => Promise<T>,
  ): Promise<T | undefined> => {
    if (endless.get(source) === parts) return undefined;
    const work = rendering();
    const made = await withTimeout(work, MAX_WAIT);
    if (made !== undefined) return made;
    endless.set(source, parts);
    const over = (): void => void (endless.get(source) === parts && endless.delete(source));
    work.then(over, over);
    return undefined;
  };

  const render = async (page: SitePage): Promise<Answer> => {
    const { source } = page.page;
    const output = String(page.output);
    const broken = ownProblems(page).filter(isBlocking);
    if (broken.length > 0 || checked.isBroken(page)) return { kind: "failed", source, diagnostics: broken };
    // Asked for here, so that nothing is rendered in vain.
    if (page.page.html === "" && documents.hasMissed) return { kind: "none" };
    const one = ready(page);
    if (site.templates.length > 0 || (one.seesCollections && one.layouts === undefined))
      await evaluate(one.seesCollections);
    // What may hold every other page is made anew each time.
    const hash = one.seesCollections ? undefined : fingerprintOf(page)?.hash;
    const before = kept.get(source);
    let html =
      hash === undefined ? undefined : before?.hash === hash ? before.html : built(source, output, hash);
    if (html === undefined) {
      const items = one.seesCollections
        ? [...itemsOf(site.pages), ...(evaluated?.made.value.items ?? [])]
        : [];
      const take = (made: OutputFile): void => void (html = made.content);
      const file = checked.layoutsOf(page)[0]?.path ?? source;
      const diagnostics = (
        await renderOnce(source, hash ?? snapshot, () =>
          renderPages({
            context: snapshot.context,
            sources: snapshot.failures,
            take,
            pages: [one],
            byLayouts,
            items,
          }),
        )
      )?.diagnostics ?? [endlessDiagnostic(file, source, MAX_WAIT)];
      failed.set(source, diagnostics);
      if (html === undefined) return { kind: "failed", source, diagnostics };
    }
    kept.delete(source);
    if (hash !== undefined && !documents.hasMissed) kept.set(source, { hash, html });
    if (kept.size > MAX_CACHED_PAGES) kept.delete([...kept.keys()][0] ?? "");
    return { kind: "page", source, output, html, isDraft: isDraft(page.data) };
  };

  const has = (file: string): boolean =>
    snapshot.byOutput.has(file) ||
    snapshot.staticFiles.has(file) ||
    assets.has(file) ||
    generated?.has(file) === true ||
    indexed?.has(file) === true ||
    evaluated?.outputs.has(file) === true;
  /** The output file at a path; pages that Eleventy evaluates are asked when nobody else has it. */
  const find = async (path: string): Promise<ReturnType<typeof findFile>> => {
    const found = findFile(path, has);
    if (
      found !== undefined &&
      !("file" in found && evaluated?.isStale === true && evaluated.outputs.has(found.file))
    )
      return found;
    await evaluate(true);
    const later = findFile(path, has);
    if (later !== undefined) return later;
    const files = await generate(path);
    return findFile(path, (file) => files.has(file));
  };

  /** What is wrong with generated files, the search index apart. */
  const aboutGenerated = new Map<boolean, readonly Diagnostic[]>();

  const madeAssets = new Map<string, string | Diagnostic>();
  const make = async ({ output, name }: Asset): Promise<string | Diagnostic> => {
    const made = madeAssets.get(output) ?? (await makeAsset(snapshot.loaded.assetFiles, name));
    madeAssets.set(output, made);
    return made;
  };
  /** What is wrong with the style sheets and scripts of a page. Where its bytes are not kept, all may be its. */
  const assetProblems = async (html: string | undefined): Promise<readonly Diagnostic[]> => {
    const found: Diagnostic[] = [];
    for (const asset of assets.values()) {
      if (html?.includes(asset.output.slice(asset.output.lastIndexOf("/") + 1)) === false) continue;
      const made = await make(asset);
      if (typeof made !== "string") found.push(made);
    }
    return found;
  };

  const templatesOf = (page: SitePage): readonly string[] => Object.keys(checked.closureOf(page).templates);
  /** What is wrong with a Markdown page and its layouts, as far as it was found without rendering. */
  const ownProblems = (page: SitePage): Diagnostic[] => {
    const { source } = page.page;
    // What stands where a translation is missing has the problems of the page that it shows.
    const document = documentSource(page.page);
    const templates = new Set(templatesOf(page));
    const placed = [...snapshot.diagnostics, ...checked.diagnostics].filter(
      ({ file }) => file === source || file === document || file === undefined || templates.has(file),
    );
    return [...documents.diagnosticsOf(document), ...placed];
  };
  const collide = (): readonly Diagnostic[] =>
    (collisions ??= findCollisions(claimsOf(site, evaluated?.made.value.outputs ?? [])));

  const problems = (): readonly Diagnostic[] => {
    const found = [
      ...inputs.diagnostics,
      ...snapshot.diagnostics,
      ...checked.diagnostics,
      ...documents.allDiagnostics(),
      ...(evaluated?.made.diagnostics ?? []),
      ...[...failed.values(), ...madeAssets.values()].flat().filter((one) => typeof one !== "string"),
      ...collide(),
    ];
    // A build makes these of a site without errors.
    const generated = stopsBuild(config, found) ? [] : [...aboutGenerated.values()].flat();
    return applyLevels(atFallbackSources([...found, ...generated], site.pages), config.levels);
  };

  return {
    site,
    problems,
    findings: () =>
      findings({
        config,
        inputs,
        snapshot,
        problems,
        hasFile: withSearch,
        async make() {
          const paths = [...(await generate("")).values()];
          return { evaluated: evaluated?.made.value ?? notEvaluated, paths };
        },
        async makeAssets() {
          for (const asset of assets.values()) await make(asset);
        },
        async render(page) {
          const wasKept = kept.has(page.page.source);
          const answer = await render(page);
          // Those that somebody looks at are kept.
          if (!wasKept) kept.delete(page.page.source);
          return answer.kind === "page" ? answer.html : undefined;
        },
        evaluatedPages: () => evaluated?.outputs.values() ?? [],
      }),
    policyFor: createPagePolicy(config, () =>
      needsOfStatics(config, [...snapshot.staticFiles.values()], inputs.assets.values()),
    ),
    async answer(path) {
      const found = await find(path);
      if (found === undefined)
        return evaluated !== undefined && evaluated.made.diagnostics.length > 0
          ? { kind: "failed", diagnostics: evaluated.made.diagnostics }
          : { kind: "none" };
      if ("redirect" in found) return { kind: "redirect", to: found.redirect };
      const page = snapshot.byOutput.get(found.file);
      if (page !== undefined) return render(page);
      const output = evaluated?.outputs.get(found.file);
      if (output !== undefined)
        return {
          kind: "page",
          source: output.source,
          output: output.path,
          html: output.content,
          isDraft: false,
        };
      const asset = assets.get(found.file);
      if (asset !== undefined) {
        const content = await make(asset);
        return typeof content === "string"
          ? { kind: "made", output: asset.output, content }
          : { kind: "failed", diagnostics: [content] };
      }
      const file = snapshot.staticFiles.get(found.file);
      const made = generated?.get(found.file) ?? indexed?.get(found.file);
      if (file === undefined)
        return made === undefined
          ? { kind: "none" }
          : { kind: "made", output: made.path, content: made.content };
      return {
        kind: "file",
        output: file.output,
        file: sourceFile(config.root, file.source),
        isTheme: file.source.startsWith("handbill:"),
      };
    },
    async problemsAt(path) {
      const found = await find(path);
      const file = found !== undefined && "file" in found ? found.file : "";
      const page = snapshot.byOutput.get(file);
      const source = page?.page.source ?? evaluated?.outputs.get(file)?.source;
      // What keeps Eleventy from evaluating one page keeps it from all; the rest is about a page's own body.
      const general = [
        ...inputs.diagnostics,
        ...(evaluated?.made.diagnostics ?? []).filter((one) => isBlocking(one) || one.file === source),
      ];
      if (source === undefined) return applyLevels(general, config.levels);
      // Before the pages that Eleventy evaluates are asked for: this evaluates them.
      const others = [...(await generate("")).values()];
      const pages = [
        ...site.pages.flatMap(({ output }) => (output === false ? [] : [{ path: output }])),
        ...(evaluated?.made.value.outputs ?? []),
      ];
      const files = (links ??= filesOf(config, site, pages, others));
      const has = withSearch(files);
      const value = evaluated?.made.value ?? notEvaluated;
      const clashes = collide().filter(
        ({ file: clashing, message }) => clashing === source || message.includes(source),
      );
      const parts = page === undefined ? [] : [documentSource(page.page), ...templatesOf(page)];
      const about = runChecksOf(
        { sources: [source], files: new Set([source, ...parts]) },
        {
          config,
          loaded: snapshot.loaded,
          theme: inputs.listing.theme,
          templates: checked,
          evaluated: value,
          files,
          outputIndex: createOutputIndex({ has }, site, checked, value),
          hasErrors: false,
          published: [],
          blocked: () => [],
          inHtml: () => [],
        },
      );
      const own = [
        ...(page === undefined ? [] : ownProblems(page)),
        ...(await assetProblems(evaluated?.outputs.get(file)?.content ?? kept.get(source)?.html)),
      ];
      return applyLevels(
        [...general, ...own, ...(failed.get(source) ?? []), ...clashes, ...about],
        config.levels,
      );
    },
    bodySaved() {
      failed.clear();
      aboutGenerated.clear();
      [generated, indexed] = [undefined, undefined];
      if (evaluated !== undefined) evaluated.isStale = true;
    },
  };
}
