/** A page in a browser, in a separate context. */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, serveOwnSite, type ServedSite } from "./browser.js";

export interface OwnSite {
  readonly browser: Browser;
  readonly site: ServedSite;
  /**
   * Opens a page of Handbill's own site, calls `use`, and closes it. `problems` are errors of its console and
   * its scripts, except missing pages.
   */
  visit(
    path: string,
    options: BrowserContextOptions,
    look: (page: Page, problems: readonly string[]) => Promise<void>,
  ): Promise<void>;
}

/** Serves a site, by default Handbill's own, and opens a browser, for all tests of a file. */
export function useOwnSite(serve: () => Promise<ServedSite> = serveOwnSite): OwnSite {
  let opened: { readonly site: ServedSite; readonly browser: Browser } | undefined;
  const now = () => {
    if (opened === undefined) throw new Error("The site is served when the first test runs.");
    return opened;
  };
  beforeAll(async () => {
    const site = await serve();
    opened = { site, browser: await launchBrowser() };
  }, 120_000);
  afterAll(async () => {
    await opened?.browser.close();
    opened?.site.close();
  });
  return {
    get browser() {
      return now().browser;
    },
    get site() {
      return now().site;
    },
    async visit(path, options, look) {
      const { browser, site } = now();
      await withPage(browser, options, async (page, problems) => {
        await page.goto(site.address + path);
        await look(page, problems);
      });
    },
  };
}

/** An empty page in a separate context, closed after `use`; 1440 by 900 pixels by default. */
export async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  use: (page: Page, problems: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on(
      "console",
      (message) =>
        void (message.type() === "error" && !message.text().includes("404") && problems.push(message.text())),
    );
    page.on("pageerror", (error) => void problems.push(String(error)));
    await use(page, problems);
  } finally {
    await context.close();
  }
}

/** Serves every file of a page with a Content-Security-Policy. */
export async function underPolicy(page: Page, policy: string): Promise<void> {
  await page.route("**/*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), "content-security-policy": policy },
    });
  });
}

/** The Cumulative Layout Shift of a page from now on, for some milliseconds; 0 if nothing moves. */
export function layoutShift(page: Page, milliseconds: number): Promise<number> {
  return page.evaluate<number>(
    "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const entry of " +
      `list.getEntries()) sum += entry.value; }).observe({ type: "layout-shift", buffered: true }); ` +
      `setTimeout(() => done(sum), ${milliseconds}); })`,
  );
}

/** An empty page of a browser, for all tests of a file or of the calling block. */
export function useBlankPage(): { readonly page: Page } {
  let opened: { readonly browser: Browser; readonly page: Page } | undefined;
  beforeAll(async () => {
    const browser = await launchBrowser();
    opened = { browser, page: await browser.newPage() };
  }, 60_000);
  afterAll(() => opened?.browser.close());
  return {
    get page() {
      if (opened === undefined) throw new Error("The page is opened when the first test runs.");
      return opened.page;
    },
  };
}
