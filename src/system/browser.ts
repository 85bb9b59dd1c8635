/** A browser that takes screenshots, from the site's own packages: Handbill has none. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { packagePath } from "../utils/package-path.js";

/** The part of `playwright-core` that Handbill uses. */
interface Playwright {
  readonly chromium: { launch(options: LaunchOptions): Promise<Browser> };
}

interface LaunchOptions {
  readonly executablePath?: string;
  readonly channel?: string;
  readonly args: readonly string[];
}

/** A browser of `playwright-core`, as far as Handbill uses it. */
export interface Browser {
  newPage(options: object): Promise<BrowserPage>;
  close(): Promise<void>;
}

/** One page of the browser. */
export interface BrowserPage {
  route(
    matches: (url: URL) => boolean,
    answer: (route: { abort(): Promise<void> }) => unknown,
  ): Promise<void>;
  goto(url: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  screenshot(options: object): Promise<Buffer>;
}

const INSTALL = "`npm install --save-dev playwright-core`, then `npx playwright-core install chromium`";

/**
 * Opens the browser in `HANDBILL_BROWSER`, the one that Playwright installed, or an installed Chrome or Edge.
 */
export async function openBrowser(
  root: string,
  executable: string | undefined,
): Promise<Browser | { readonly problem: string }> {
  const playwright = loadPlaywright(root);
  if (playwright === undefined)
    return { problem: `\`--screenshots\` needs the package playwright-core and a browser. Run ${INSTALL}.` };
  // Chromium refuses to run as root with its sandbox, as in a container.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const ways =
    executable !== undefined && executable !== ""
      ? [{ executablePath: executable }]
      : [{}, { channel: "chrome" }, { channel: "msedge" }];
  const reasons: string[] = [];
  for (const way of ways)
    try {
      return await playwright.chromium.launch({ ...way, args });
    } catch (error) {
      reasons.push((error as Error).message.split("\n", 1)[0] ?? "");
    }
  return {
    problem:
      executable === undefined || executable === ""
        ? `\`--screenshots\` found no browser. Run ${INSTALL}, or name one in HANDBILL_BROWSER.`
        : `The browser in HANDBILL_BROWSER does not start: ${reasons[0] ?? ""}`,
  };
}

function loadPlaywright(root: string): Playwright | undefined {
  for (const from of [join(root, "package.json"), packagePath("package.json")])
    for (const name of ["playwright-core", "playwright"])
      try {
        return createRequire(from)(name) as Playwright;
      } catch {
        // The next one.
      }
  return undefined;
}
