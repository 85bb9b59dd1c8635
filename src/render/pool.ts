/**
 * A pool of threads for a build. It starts when there is enough work, and small work stays in the main
 * thread.
 */

import { setImmediate as turn } from "node:timers/promises";
import type { Texts } from "../incremental/cache/documents.js";
import type { ReadyPage } from "../eleventy/ready-page.js";
import type { Place } from "../writer/prepare.js";
import type { ConfigFlags } from "../config/options.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { Data } from "../model/model.js";
import { startThreads, toShared, type Threads } from "../system/threads.js";
import { stagingFolder, type RecordedCode } from "../system/site-code.js";
import { packagePath } from "../utils/package-path.js";
import type { PageRequest, Done, Made, ParsedSource, ParseTask, RenderShared, RenderTask } from "./worker.js";

export interface Workers {
  /** Starts loading the threads' program in the background if this many pages justify it. */
  prepare(pages: number): void;
  /**
   * Processes `items` in chunks of at most `size`. This thread uses `here`, and the others `there` if there
   * are many items. Each thread takes the next chunk when it is free. `here` returns items that it leaves to
   * the others, but none if `isLast` is set.
   */
  share<T>(
    items: readonly T[],
    size: number,
    here: (chunk: readonly T[], isLast: boolean) => Promise<readonly T[]>,
    there: (chunk: readonly T[]) => Promise<void>,
  ): Promise<void>;
  /**
   * Reads and parses sources in another thread; undefined for a source that must be parsed here. `nextPack`
   * numbers the body pack of a thread.
   */
  parse(
    sources: readonly string[],
    nextPack: () => number,
  ): Promise<readonly (ParsedSource | undefined)[] | undefined>;
  /**
   * Renders and prepares pages in another thread; undefined if one of them fails. `shared` is the same for
   * every call.
   */
  render(pages: readonly SendablePage[], shared: RenderShared): Promise<readonly Made[] | undefined>;
  /** Files that code of the site read and wrote in the threads so far. */
  recorded(): readonly RecordedCode[];
  /** The site's own files that the threads have imported so far. */
  imported(): readonly string[];
  /** Ends the threads. Do not use the pool after it. */
  close(): Promise<void>;
}

/** A page that another thread can render. The thread reads its body and headings itself. */
export interface ThreadPage extends ReadyPage {
  readonly texts: Texts | undefined;
  /** Its data without headings, which change with the text. */
  readonly stableData: Data;
  /** The same, for the last use: it is not kept. */
  takeStableData(): Data;
  /** The values of the body's placeholders. */
  readonly resolvedLinks: ResolvedLinks;
}

/** A page with texts that another thread can read. */
export type SendablePage = ThreadPage & { readonly texts: Texts };

const WORKER = packagePath("dist/render/worker.js");

/** The main thread renders fewer pages than this before another thread has started. */
const MIN_PAGES_FOR_THREADS = 150;

/**
 * How many items the main thread leaves to the others at the end. To process even one, it must load what the
 * others have loaded, which takes as long as they take for this many.
 */
const MAX_LEFT = 80;

/**
 * The number of chunks for each thread if there are few items. Small chunks keep threads from waiting for the
 * last one.
 */
const CHUNKS_PER_THREAD = 32;

/** Chunks that wait at a thread, so that it continues while this thread is busy. */
const MAX_QUEUED = 5;

/** Where threads may write. */
export interface WorkPlaces {
  /** The folder of cached bodies. */
  readonly bodies?: string;
  /** The folder of prepared files. */
  readonly place?: Place;
  /** The folder of files that code of the site writes, relative to the root. */
  readonly staging: string;
}

/**
 * `jobs` threads including this one, which works too. Each other thread takes about 200 MB. Without `places`,
 * pages are not written.
 */
export function createWorkers(
  flags: ConfigFlags,
  jobs: number,
  places: WorkPlaces = { staging: stagingFolder(false) },
): Workers {
  const { bodies, place, staging } = places;
  let threads: Threads | undefined;
  let closing: Promise<void> | undefined;
  const start = (): Threads => (threads ??= startThreads(WORKER, jobs - 1, MAX_QUEUED));
  const imported = new Set<string>();
  const recorded: RecordedCode[] = [];
  const ask = async (name: "parse" | "render", task: ParseTask | RenderTask): Promise<unknown> => {
    const { value, modules, code } = (await start().run(name, task)) as Done<unknown>;
    for (const path of modules) imported.add(path);
    if (code !== undefined) recorded.push(code);
    return value;
  };
  let tasks = 0;
  let shared: SharedArrayBuffer | undefined;
  return {
    prepare: (pages) => void (jobs > 1 && pages >= MIN_PAGES_FOR_THREADS && start()),
    async share(items, size, here, there) {
      const isAlone = jobs === 1 || items.length < MIN_PAGES_FOR_THREADS;
      const fair = Math.max(
        1,
        Math.min(size, Math.ceil(items.length / (isAlone ? 1 : jobs * CHUNKS_PER_THREAD))),
      );
      const left: (typeof items)[number][] = [];
      let at = 0;
      const nextOne = () => items.slice(at, (at += fair));
      // Returned items go first, filled up to a whole chunk, so that no thread gets too little work.
      const nextThere = () => {
        const first = left.splice(0, fair);
        return [...first, ...items.slice(at, (at += fair - first.length))];
      };
      const pull = async (
        next: () => typeof items,
        work: (chunk: typeof items) => Promise<void>,
      ): Promise<void> => {
        for (let chunk = next(); chunk.length > 0; chunk = next()) {
          await work(chunk);
          // Handles messages from other threads first.
          await turn();
        }
      };
      const away = () =>
        isAlone ? [] : Array.from({ length: (jobs - 1) * MAX_QUEUED }, () => pull(nextThere, there));
      const started = away();
      await pull(nextOne, async (chunk) => void left.push(...(await here(chunk, isAlone))));
      let leaves = MAX_LEFT;
      await pull(
        () => (left.length > leaves ? left.splice(-fair) : []),
        async (chunk) => {
          leaves = 0;
          await here(chunk, true);
        },
      );
      await Promise.all([...started, ...away()]);
    },
    async parse(sources, nextPack) {
      const pack = nextPack();
      return (await ask("parse", { flags, sources, pack, bodies, staging })) as
        | readonly (ParsedSource | undefined)[]
        | undefined;
    },
    async render(pages, given) {
      tasks += 1;
      shared ??= toShared(given);
      const requests = pages.map(requestOf);
      return (await ask("render", {
        flags,
        pages: requests,
        bodies,
        staging,
        shared,
        task: tasks,
        ...(place && { place }),
      })) as Made[] | undefined;
    },
    recorded: () => recorded,
    imported: () => [...imported],
    close: () => (closing ??= threads?.close() ?? Promise.resolve()),
  };
}

/** The part of a page that is sent to a thread. */
function requestOf(one: SendablePage): PageRequest {
  const { source, output, resolvedLinks, page, layouts } = one;
  const { body, details } = one.texts;
  const data = one.takeStableData();
  return { source, output, body, details, resolvedLinks, data, page, ...(layouts && { layouts }) };
}
