/**
 * The part of `handbill check` that requests external links: reads the cache, sends the requests, and gives
 * findings.
 */

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SiteConfig } from "../../config/options.js";
import type { Verdict } from "./classify.js";
import { brokenLinks, summaryOf } from "./findings.js";
import { askFor } from "./follow-redirects.js";
import { cacheFile, readCache } from "./cache.js";
import { toAsk, type ExternalLink } from "./links.js";
import { rateLimited } from "./rate-limit.js";
import { isAllowedHost } from "../../system/public-addresses.js";
import { readSmallJson, writeSmallJson } from "../../system/small-json.js";
import { createWeb } from "../../system/web.js";
import type { Diagnostic } from "../../model/model.js";
import { cacheFolder } from "../../pipeline/open.js";
import type { CommandContext } from "../../pipeline/result.js";

export interface ExternalCheck {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: string;
}

/** Number of responses after which the results are saved, so that an interrupted run does not start again. */
const KEPT_AFTER = 50;

/**
 * Requests each URL once, however often it is named. `userAgent`: the program's name for servers, such as
 * `handbill/0.1.0`.
 */
export async function checkExternal(
  links: readonly ExternalLink[],
  config: SiteConfig,
  userAgent: string,
  { useCache, started, progress }: Pick<CommandContext, "useCache" | "started" | "progress">,
): Promise<ExternalCheck> {
  const file = join(cacheFolder(config), "external-links.json");
  const found = new Map(readCache(useCache ? readSmallJson(file) : undefined, started));
  const wanted = new Map(
    [...toAsk(links, config)].filter(([address]) => isAllowedHost(new URL(address).hostname)),
  );
  const requested = [...wanted.keys()].filter((address) => !found.has(address));
  const verdicts = new Map<string, Verdict>();
  const web = createWeb({ userAgent });
  const ask = rateLimited(web.ask, { now: Date.now, sleep });
  const keep = () => writeSmallJson(file, cacheFile(found));
  try {
    if (requested.length > 0) progress("Checking other sites", 0, requested.length);
    await Promise.all(
      requested.map(async (address) => {
        const verdict = await askFor(address, ask);
        verdicts.set(address, verdict);
        if (verdict.kind === "found") found.set(address, Date.now());
        progress("Checking other sites", verdicts.size, requested.length);
        if (verdicts.size % KEPT_AFTER === 0) keep();
      }),
    );
    const certain = hasAnswers(verdicts) || (await web.isReachable()) ? verdicts : withoutNetwork(verdicts);
    if (requested.length > 0) keep();
    return {
      diagnostics: brokenLinks(wanted, certain),
      summary: summaryOf(certain, wanted.size - requested.length),
    };
  } finally {
    web.close();
  }
}

/** Whether any host responded. Otherwise, names that do not exist may only be unknown on this machine. */
function hasAnswers(verdicts: ReadonlyMap<string, Verdict>): boolean {
  const whys = [...verdicts.values()].map((verdict) => (verdict.kind === "found" ? 200 : verdict.why));
  return !whys.includes("no-host") || whys.some((why) => why === "loop" || typeof why === "number");
}

function withoutNetwork(verdicts: ReadonlyMap<string, Verdict>): ReadonlyMap<string, Verdict> {
  return new Map(
    [...verdicts].map(([address, verdict]) => [
      address,
      verdict.kind === "broken" ? { kind: "unclear", why: "offline" } : verdict,
    ]),
  );
}
