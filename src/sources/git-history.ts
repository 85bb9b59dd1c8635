/** The date of each page's last change, from the git history. If that is truncated, from a previous build. */

import type { SiteConfig } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { History } from "../system/git.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { isObject } from "../utils/is-record.js";

/**
 * Dates by source; empty unless the site asks for them. `file` stores them for the next build, on any
 * machine; absent if nothing is written.
 */
export async function lastChangesOf(
  config: SiteConfig,
  file: string | undefined,
): Promise<WithDiagnostics<ReadonlyMap<string, string>>> {
  if (!config.lastUpdated) return { value: new Map(), diagnostics: [] };
  const before = file === undefined ? undefined : readHistory(file);
  // Loaded on demand: few sites need it, and a build without changes is short.
  const { lastChanges } = await import("../system/git.js");
  const history = lastChanges(config.root, config.content, before);
  if (history === undefined)
    return {
      value: new Map(),
      diagnostics: [
        missing(config, "There is no git history, so pages do not show when they were last updated."),
      ],
    };
  if (file !== undefined && history.head !== before?.head)
    writeSmallJson(file, { head: history.head, days: history.days });
  const days = new Map(Object.entries(history.days));
  const isCut = history.isShallow && days.size === 0;
  return {
    value: days,
    diagnostics: isCut
      ? [missing(config, "The git history is shallow, so pages do not show when they were last updated.")]
      : [],
  };
}

function missing(config: SiteConfig, message: string): Diagnostic {
  return diagnostic(
    "history-missing",
    { ...(config.file !== undefined && { file: config.file }) },
    message,
    "Clone with `git clone --filter=blob:none`, or keep .cache/handbill from the previous build.",
  );
}

function readHistory(file: string): Pick<History, "head" | "days"> | undefined {
  const { head, days } = (readSmallJson(file) ?? {}) as { head?: unknown; days?: unknown };
  if (
    typeof head !== "string" ||
    !isObject(days) ||
    !Object.values(days).every((day) => typeof day === "string")
  )
    return undefined;
  return { head, days: days as Record<string, string> };
}
