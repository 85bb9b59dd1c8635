/** The gate: reasons to refuse a built site before anything is uploaded. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { CommandResult } from "../pipeline/result.js";
import type { SourceChange } from "../pipeline/source-changes.js";
import type { BuildRecord } from "../sources/build-record.js";
import { groupBy } from "../utils/group-by.js";
import { formatCount } from "../utils/plural.js";

/** Why a release is refused. */
export interface Refusal {
  readonly diagnostics: readonly Diagnostic[];
  /** The reasons in a few words each, to remember with a release that is deployed anyway: `2 broken-link`. */
  readonly reasons: readonly string[];
  /** The fix for all of them, in addition to their own hints. */
  readonly remedy: string;
}

/** Thrown if a release is refused. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.remedy);
  }
}

/** Maximum number of files to name. */
const MAX_NAMED = 5;

/**
 * The refusal if the output folder does not match the sources; undefined if it does. `shown`: the folder, for
 * people.
 */
export function staleness(
  record: Pick<BuildRecord, "sources"> | undefined,
  changes: readonly SourceChange[],
  shown: string,
): Refusal | undefined {
  const hint = "Run `handbill build`, or `handbill deploy --build`.";
  if (record === undefined)
    return {
      diagnostics: [diagnostic("build-outdated", {}, `${shown} has no record of its build.`, hint)],
      reasons: ["no record of the build"],
      remedy: "",
    };
  const [first] = changes;
  if (first === undefined) return undefined;
  const named = changes
    .slice(0, MAX_NAMED)
    .map(({ path, how }) => (how === "changed" ? path : `${path} (${how})`));
  const more = changes.length - named.length;
  const message =
    changes.length === 1
      ? `${named[0] ?? ""} changed after ${shown} was built.`
      : `${formatCount(changes.length, "file")} changed after ${shown} was built: ` +
        `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
  return {
    diagnostics: [
      diagnostic("build-outdated", first.how === "removed" ? {} : { file: first.path }, message, hint),
    ],
    reasons: [`${formatCount(changes.length, "source")} changed after the build`],
    remedy: "",
  };
}

/** The refusal if the build found errors; undefined if it found none. */
export function builtWithErrors(findings: readonly Diagnostic[]): Refusal | undefined {
  const errors = findings.filter(({ level }) => level === "error");
  return errors.length === 0
    ? undefined
    : {
        diagnostics: errors,
        reasons: counts(errors),
        remedy: "Fix what is listed above and build again.",
      };
}

/** The refusal if the release would lose published URLs or heading ids; undefined if it loses none. */
export function losses(lost: readonly Diagnostic[]): Refusal | undefined {
  const errors = lost.filter(({ level }) => level === "error");
  return errors.length === 0
    ? undefined
    : {
        diagnostics: errors,
        reasons: counts(errors),
        remedy: "Add the redirects and ids above, or add removed URLs to `gone`, and build again.",
      };
}

/** `2 broken-link`. */
function counts(found: readonly Diagnostic[]): readonly string[] {
  return [...groupBy(found, ({ code }) => code)].map(([code, all]) => `${all.length} ${code}`);
}

/** Lets a release pass, or refuses it. */
export interface Gate {
  /** Throws `Refused`. With `--anyway`, records the refusal instead. */
  check(refusal: Refusal | undefined): void;
  /** The refusals that `--anyway` overruled. */
  overruled(): readonly Refusal[];
}

export function createGate(anyway: boolean): Gate {
  // A release may be checked twice: before and after waiting for other deployments.
  const overruled = new Map<string, Refusal>();
  return {
    check(refusal) {
      if (refusal === undefined) return;
      if (!anyway) throw new Refused(refusal);
      overruled.set(JSON.stringify(refusal.reasons), refusal);
    },
    overruled: () => [...overruled.values()],
  };
}

/** The reasons that `--anyway` overruled, to remember with the release; undefined without any. */
export function overruledReasons(gate: Gate): readonly string[] | undefined {
  const reasons = gate.overruled().flatMap((one) => one.reasons);
  return reasons.length === 0 ? undefined : reasons;
}

/** The result of the command for a refused release. */
export function refusedResult({ diagnostics, remedy }: Refusal): CommandResult {
  const summary = ["Nothing was uploaded.", remedy, "To deploy anyway, add `--anyway`."];
  return { diagnostics, summary: summary.filter((part) => part !== "").join(" ") };
}

/** The result with a warning for each refusal that `--anyway` overruled, also named in the summary. */
export function withOverruled(result: CommandResult, gate: Gate): CommandResult {
  const overruled = gate.overruled();
  if (overruled.length === 0 || result.output !== undefined) return result;
  const found = overruled.flatMap(({ diagnostics }) => diagnostics);
  const reasons = overruled.flatMap((one) => one.reasons).join(", ");
  return {
    ...result,
    diagnostics: [...found.map((one): Diagnostic => ({ ...one, level: "warning" })), ...result.diagnostics],
    summary: `${result.summary ?? ""}\nDeployed with --anyway: ${reasons}.`,
  };
}
