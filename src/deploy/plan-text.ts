/** Prints a plan for people and for programs. */

import { sizeText } from "../utils/size-text.js";

export interface Changes {
  readonly place: string;
  readonly release: string;
  readonly files: readonly {
    readonly path: string;
    readonly why: "new" | "changed";
    readonly size: number;
  }[];
  readonly removed: readonly string[];
}

/** The output of `--dry-run`: `+` new, `~` changed, `-` removed. */
export function planOutput(changes: Changes): { readonly text: string; readonly value: Changes } {
  const lines = [
    ...changes.files.map(({ path, why }) => `${why === "new" ? "+" : "~"} ${path}`),
    ...changes.removed.map((path) => `- ${path}`),
  ];
  return { text: [...lines, planSummary(changes, "would be "), ""].join("\n"), value: changes };
}

/** A plan in one line. */
export function planSummary({ place, release, files, removed }: Changes, would = ""): string {
  if (files.length + removed.length === 0) return `Nothing to do: ${place} already has this release.`;
  const number = (why: "new" | "changed") =>
    files.filter((file) => file.why === why).length.toLocaleString("en");
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return (
    `${number("new")} new, ${number("changed")} changed, ${removed.length.toLocaleString("en")} ` +
    `removed; ${sizeText(bytes)} ${would}uploaded to ${place} (release ${release})`
  );
}
