/** The pool of threads, as a build sees it: it starts when there is work for it, and small work stays here. */

import { fileURLToPath } from "node:url";
import type { ReadyPage } from "../eleventy/batch.js";
import type { Place, Prepared } from "../build/prepare.js";
import { toData } from "../content/yaml.js";
import type { ConfigFlags } from "../config.js";
import { startThreads, type Threads } from "../host/threads.js";
import type { Page, SourceFile, Staged } from "../model.js";
import type { ParseTask, RenderTask } from "./worker.js";

/** A page that a thread rendered and prepared. */
export type Made = Prepared & { readonly source: string };

export interface Workers {
  /** Loads the threads' program while this one does other things, where so many pages are to be made. */
  prepare(pages: number): void;
  /**
   * Goes through `items` in chunks of at most `size`: this thread with `here`, the others with `there`, each taking the
   * next chunk when it is free. Few items stay here.
   */
  share<T>(items: readonly T[], size: number, here: Work<T>, there: Work<T>): Promise<void>;
  /** Parses some files in another thread; undefined for one that must be parsed here. */
  parse(files: readonly SourceFile[]): Promise<(Staged<Page> | undefined)[]>;
  /** Renders and prepares some pages in another thread; undefined when one of them fails. */
  render(pages: readonly ReadyPage[], shared: Pick<RenderTask, "templates" | "assets" | "siteData">): Promise<readonly Made[] | undefined>;
  close(): Promise<void>;
}

type Work<T> = (chunk: readonly T[]) => Promise<void>;

const WORKER = fileURLToPath(new URL("./worker.js", import.meta.url));

/** Fewer pages than this are done in the main thread before another one has started. */
const FEW = 150;

/** Chunks that wait at a thread: it goes on while this one is busy. */
const AHEAD = 2;

/** `jobs` threads in all, this one included. `place`: where files are prepared; absent when nothing is written. */
export function createWorkers(flags: ConfigFlags, jobs: number, place?: Place): Workers {
  let threads: Threads | undefined;
  const start = (): Threads => (threads ??= startThreads(WORKER, jobs - 1, AHEAD));
  let tasks = 0;
  return {
    prepare: (pages) => void (jobs > 1 && pages >= FEW && start()),
    async share(items, size, here, there) {
      const isAlone = jobs === 1 || items.length < FEW;
      const fair = Math.max(1, Math.min(size, Math.ceil(items.length / (isAlone ? 1 : jobs * 2))));
      let at = 0;
      const pull = async (work: Work<(typeof items)[number]>): Promise<void> => {
        while (at < items.length) {
          const chunk = items.slice(at, (at += fair));
          await work(chunk);
          // What others have finished is taken, and their next chunks go out, before this thread is busy again.
          await new Promise((done) => setImmediate(done));
        }
      };
      await Promise.all([...Array.from({ length: isAlone ? 0 : (jobs - 1) * AHEAD }, () => pull(there)), pull(here)]);
    },
    async parse(files) {
      const parsed = (await start().run("parse", { flags, files } satisfies ParseTask)) as (Staged<Page> | undefined)[];
      // On its way from a thread, data gets a prototype.
      return parsed.map((staged) => staged && { ...staged, value: { ...staged.value, frontMatter: toData(staged.value.frontMatter) as Page["frontMatter"] } });
    },
    async render(pages, { templates, assets, siteData }) {
      tasks += 1;
      const ready = pages.map(({ source, output, html, data, seesCollections }) => ({ source, output, html, data, seesCollections }));
      return (await start().run("render", { flags, pages: ready, templates, assets, siteData, task: tasks, ...(place && { place }) } satisfies RenderTask)) as Made[] | undefined;
    },
    close: async () => threads?.close(),
  };
}
