/**
 * Every check of the finished site, in the order in which they run. To add one, write a file here and add a
 * line to this list.
 */

import type { Diagnostic } from "../model/model.js";
import { pageSources, type Check, type CheckInput, type Scope } from "./check.js";
import { htmlChecks } from "./html/checks.js";
import { colourContrast } from "./colour-contrast.js";
import { descriptions } from "./descriptions.js";
import { fileWeight } from "./file-weight.js";
import { homePage } from "./home-page.js";
import { hostRedirects } from "./host-redirects.js";
import { lostUrls } from "./lost-urls.js";
import { orphans } from "./orphans.js";
import { outdatedCopies } from "./outdated-copies.js";
import { pageLinks } from "./page-links.js";
import { pageTitles } from "./page-titles.js";
import { policy } from "./policy.js";
import { redirects } from "./redirects.js";
import { secretsInFiles } from "./secrets-in-files.js";
import { sidebar } from "./sidebar.js";
import { siteFrame } from "./site-frame.js";
import { strayFiles } from "./stray-files.js";
import { templateLinks } from "./template-links.js";
import { unknownIcons } from "./unknown-icons.js";
import { unlistedPages } from "./unlisted-pages.js";

export const checks: readonly Check[] = [
  strayFiles,
  outdatedCopies,
  unknownIcons,
  redirects,
  hostRedirects,
  templateLinks,
  homePage,
  policy,
  lostUrls,
  siteFrame,
  sidebar,
  pageLinks,
  pageTitles,
  descriptions,
  unlistedPages,
  orphans,
  fileWeight,
  secretsInFiles,
  colourContrast,
  ...htmlChecks,
];

/** Findings that are known already, by the name of the check. */
export type KnownFindings = Readonly<Record<string, readonly Diagnostic[]>>;

/** The findings of all checks about a site. `known`: those of checks that need not run again. */
export function runChecks(input: CheckInput, known: KnownFindings = {}): readonly Diagnostic[] {
  return checks.flatMap((check) => known[check.name] ?? check.run(input));
}

/** The findings about a part of a site, from checks that support this. */
export function runChecksOf(scope: Scope, input: CheckInput): readonly Diagnostic[] {
  return checks.flatMap((check) => (check.per === "site" ? [] : check.run(input, scope)));
}

/** Number of pages that one step checks. */
const PAGES_PER_STEP = 200;

/** Like `runChecks`, in steps, so that the caller can answer requests in between. */
export function* checkSteps(input: CheckInput): Generator<readonly Diagnostic[], void> {
  const sources = pageSources(input);
  for (const check of checks) {
    if (check.per !== "page") {
      yield check.run(input);
      continue;
    }
    for (let at = 0; at < sources.length; at += PAGES_PER_STEP) {
      const part = sources.slice(at, at + PAGES_PER_STEP);
      yield check.run(input, { sources: part, files: new Set(part) });
    }
  }
}
