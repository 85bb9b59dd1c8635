/** The report as JSON, for programs. */

import { headline, type ChangeReport } from "./report.js";

/** Every part of the report under its own key. Keys without content are empty lists. */
export function jsonReport(report: ChangeReport): string {
  const { since, changes, findings, lost, previewUrl, looks } = report;
  const value = {
    since,
    headline: headline(report),
    ...(previewUrl !== undefined && { previewUrl }),
    findings: { new: findings.added, fixed: findings.fixed, kept: findings.kept.length },
    lostUrls: lost,
    pages: {
      new: changes.added,
      gone: changes.gone,
      changed: changes.changed,
      sameText: changes.sameText,
      unchanged: changes.unchanged,
    },
    ...(looks !== undefined && {
      looks: { ...looks, different: looks.different.map(({ url, title }) => ({ url, title })) },
    }),
    lostIds: changes.lostIds,
    metadata: changes.metadata,
    redirects: { added: changes.redirectsAdded, removed: changes.redirectsRemoved },
    words: { added: changes.wordsAdded, removed: changes.wordsRemoved },
    weight: { kinds: changes.weights, grew: changes.grew },
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
