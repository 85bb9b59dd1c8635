/** Compares what pages look like before and after a change, by screenshots. */

import type { PageRef, SiteChanges } from "../../compare/sites.js";
import type { SiteConfig } from "../../config/options.js";
import type { SiteAtRef } from "../../pipeline/since.js";
import { openBrowser, type Browser, type BrowserPage } from "../../system/browser.js";
import { listPublished } from "../../system/files.js";
import { createStaticServer, listen } from "../../system/server.js";
import type { Looks } from "./report.js";

/** The two output folders, and the path below which both are served. */
interface Sites {
  readonly before: string;
  readonly now: string;
  readonly base: string;
}

/** The most pages that are compared. Pages with another text come first. */
const MAX_PAGES = 60;
/** The most pages that a report shows. */
const MAX_SHOWN = 20;

/** A usual window of a computer. The whole page is shown. */
const WINDOW = {
  viewport: { width: 1280, height: 800 },
  colorScheme: "light",
  reducedMotion: "reduce",
  // Two builds of a page would differ by what a service worker of the first one keeps.
  serviceWorkers: "block",
};
const WHOLE = { fullPage: true, animations: "disabled", caret: "hide" };

/** Compares the built site with the site at a commit, in a browser that is opened for it. */
export async function looksSince(
  { root, base, output }: SiteConfig,
  before: SiteAtRef,
  changes: SiteChanges,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Looks | { readonly problem: string }> {
  const browser = await openBrowser(root, variables["HANDBILL_BROWSER"]);
  if ("problem" in browser) return browser;
  try {
    return await compareLooks(browser, { before: before.output, now: output, base }, changes);
  } finally {
    await browser.close();
  }
}

/** Takes screenshots of each page whose HTML changed, before and after, and compares the pixels. */
export async function compareLooks(browser: Browser, sites: Sites, changes: SiteChanges): Promise<Looks> {
  const candidates = [...changes.changed, ...changes.sameText].flatMap(
    ({ pages }): readonly PageRef[] => pages,
  );
  const pages = candidates.slice(0, MAX_PAGES);
  const shown: Shown[] = [];
  try {
    for (const folder of [sites.before, sites.now]) shown.push(await show(browser, folder, sites.base));
    const different: Looks["different"][number][] = [];
    const failed: PageRef[] = [];
    for (const { url, title } of pages) {
      const [before, now] = await inEach(shown, (one) => one.take(url));
      if (before === undefined || now === undefined) failed.push({ url, title });
      else if (!before.equals(now)) {
        const [was, is] =
          different.length < MAX_SHOWN
            ? await inEach(shown, (one) => one.takeSmall())
            : [undefined, undefined];
        different.push({
          url,
          title,
          ...(was !== undefined && is !== undefined && { before: was, now: is }),
        });
      }
    }
    return { compared: pages.length - failed.length, candidates: candidates.length, different, failed };
  } finally {
    for (const one of shown) one.close();
  }
}

async function inEach<T>(shown: readonly Shown[], act: (one: Shown) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (const one of shown) results.push(await act(one));
  return results;
}

interface Shown {
  /** Opens a page. Gives a PNG: equal pixels are equal bytes. Undefined if the page cannot be shown. */
  take(url: string): Promise<Buffer | undefined>;
  /** A screenshot of the opened page as JPEG, in Base64. */
  takeSmall(): Promise<string>;
  close(): void;
}

/** Serves an output folder to one page of the browser, which reaches no other server. */
async function show(browser: Browser, folder: string, base: string): Promise<Shown> {
  const files = listPublished(folder);
  const server = createStaticServer({ folder, files: () => files, base });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const page: BrowserPage = await browser.newPage(WINDOW);
  await page.route(
    (url) => url.origin !== origin && /^https?:$/.test(url.protocol),
    (route) => route.abort(),
  );
  return {
    async take(url) {
      try {
        await page.goto(origin + base.replace(/\/$/, "") + url);
        await page.evaluate("document.fonts.ready.then(() => undefined)");
        return await page.screenshot(WHOLE);
      } catch {
        // It goes to another page by itself, or never finishes loading.
        return undefined;
      }
    },
    takeSmall: async () =>
      (await page.screenshot({ ...WHOLE, type: "jpeg", quality: 60 })).toString("base64"),
    close: () => void server.close().closeAllConnections(),
  };
}
