/** A real browser, and Handbill's own site, built and served on this machine. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";
import { listPublished } from "../../src/system/files.js";
import { createStaticServer, listen } from "../../src/system/server.js";
import { builtOwnSite } from "./own-site.js";
import { handbill, writeFiles, type Files } from "./site.js";

/** A headless browser. `args` go to its command line. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote"), ...args],
    headless: true,
  });
}

export interface ServedSite {
  readonly address: string;
  readonly folder: string;
  close(): void;
}

/** Serves Handbill's own site. */
export async function serveOwnSite(): Promise<ServedSite> {
  return serveFolder(await builtOwnSite(), () => undefined);
}

/** Makes a new site in a temporary folder, builds and serves it. */
export async function serveNewSite(): Promise<ServedSite> {
  const root = mkdtempSync(join(tmpdir(), "handbill-new-"));
  const { code, stderr } = await handbill(["new", ".", "--title", "My site"], root);
  if (code !== 0) throw new Error(stderr);
  return serveSite(root);
}

/** Builds a site of these files in a temporary folder and serves it. */
export async function serveFiles(files: Files): Promise<ServedSite> {
  const root = mkdtempSync(join(tmpdir(), "handbill-files-"));
  writeFiles(root, files);
  return serveSite(root);
}

/** Builds and serves the site in a folder. The folder is removed when the server closes. */
async function serveSite(root: string): Promise<ServedSite> {
  const { code, stderr } = await handbill(["build"], root);
  if (code !== 0) throw new Error(stderr);
  return serveFolder(join(root, "_site"), () => rmSync(root, { recursive: true, force: true }));
}

async function serveFolder(folder: string, close: () => void): Promise<ServedSite> {
  const server = createStaticServer({ folder, base: "/", files: () => listPublished(folder) });
  const port = await listen(server, 4800);
  return {
    address: `http://localhost:${port}`,
    folder,
    close() {
      server.close();
      close();
    },
  };
}
