/** The pool of threads, as a build sees it: it starts when there is work for it, and small work stays here. */

import { setImmediate as turn } from "node:timers/promises";
import type { Texts } from "../incremental/cache/documents.js";
import type { ReadyPage } from "../eleventy/ready-page.js";
import type { Place } from "../writer/prepare.js";
import type { ConfigFlags } from "../config/options.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { Data } from "../model/model.js";
import { startThreads, toShared, type Threads } from "../system/threads.js";
import { packagePath } from "../utils/package-path.js";
import type { AskedPage, Done, Made, ParsedSource, ParseTask, RenderShared, RenderTask } from "./worker.js";

export interface Workers {
  /** Loads the threads' program while this one does other things, where so many pages are to be made. */
  prepare(pages: number): void;
  /**
   * Goes through `items` in chunks of at most `size`, each thread taking the next when it is free: this one with
   * `here`, the others, where there are many, with `there`. `here` gives back what it would rather leave to the others;
   * where `isLast` is said, it leaves nothing.
   */
  share<T>(
    items: readonly T[],
    size: number,
    here: (chunk: readonly T[], isLast: boolean) => Promise<readonly T[]>,
    there: (chunk: readonly T[]) => Promise<void>,
  ): Promise<void>;
  /** Reads and parses some sources in another thread; undefined for one that must be parsed here. `nextPack` gives a thread a number for its bodies. */
  parse(
    sources: readonly string[],
    nextPack: () => number,
  ): Promise<readonly (ParsedSource | undefined)[] | undefined>;
  /** Renders and prepares some pages in another thread; undefined when one of them fails. `shared` is the same in every call. */
  render(pages: readonly LeavingPage[], shared: RenderShared): Promise<readonly Made[] | undefined>;
  /** The site's own files that the threads have imported so far. */
  imported(): readonly string[];
  /** Ends the threads, once. Nothing is asked of them any more. */
  close(): Promise<void>;
}

/** A page that another thread may render: it reads body and headings itself. */
export interface AwayPage extends ReadyPage {
  readonly texts: Texts | undefined;
  /** Its data but for its headings, which an edit of its text may change. */
  readonly lasting: Data;
  /** The same for who asks for it last: it need not be kept any more. */
  takeLasting(): Data;
  /** What takes the place of the body's marks. */
  readonly ends: ResolvedLinks;
}

/** One whose texts another thread can read. */
export type LeavingPage = AwayPage & { readonly texts: Texts };

const WORKER = packagePath("dist/render/worker.js");

/** Fewer pages than this are done in the main thread before another one has started. */
const MIN_PAGES_FOR_THREADS = 150;

/** This thread leaves no more than this to the others in the end: to do one of them it must first load what the others have loaded, which takes as long as they take for so many. */
const MAX_LEFT = 80;

/** A thread gets its share of few items in so many chunks: what waits at one when the other has nothing left is little. */
const CHUNKS_PER_THREAD = 32;

/** Chunks that wait at a thread: it goes on while this one is busy. */
const MAX_QUEUED = 5;

/** Where threads may write: the folder of the cache's bodies, and the place where files are prepared. */
export interface WorkPlaces {
  readonly bodies: string;
  readonly place: Place;
}

/** `jobs` threads, this one among them: it works too, and each thread costs some 200 MB. Without `places`, nothing is written. */
export function createWorkers(flags: ConfigFlags, jobs: number, places?: WorkPlaces): Workers {
  const { bodies, place } = places ?? {};
  let threads: Threads | undefined;
  let closing: Promise<void> | undefined;
  const start = (): Threads => (threads ??= startThreads(WORKER, jobs - 1, MAX_QUEUED));
  const imported = new Set<string>();
  const ask = async (name: "parse" | "render", task: ParseTask | RenderTask): Promise<unknown> => {
    const { value, modules } = (await start().run(name, task)) as Done<unknown>;
    for (const path of modules) imported.add(path);
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
      // What was left goes first, and as much with it as a chunk holds: a thread with little to do would wait.
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
          // What others have sent meanwhile comes first.
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
      return (await ask("parse", { flags, sources, pack, bodies })) as
        | readonly (ParsedSource | undefined)[]
        | undefined;
    },
    async render(pages, given) {
      tasks += 1;
      shared ??= toShared(given);
      const asked = pages.map((one): AskedPage => {
        const {
          source,
          output,
          texts: { body, details },
          ends,
          page,
          layouts,
        } = one;
        return {
          source,
          output,
          body,
          details,
          ends,
          data: one.takeLasting(),
          page,
          ...(layouts && { layouts }),
        };
      });
      return (await ask("render", {
        flags,
        pages: asked,
        bodies,
        shared,
        task: tasks,
        ...(place && { place }),
      })) as Made[] | undefined;
    },
    imported: () => [...imported],
    close: () => (closing ??= threads?.close() ?? Promise.resolve()),
  };
}
