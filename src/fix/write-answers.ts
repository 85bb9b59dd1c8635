/**
 * `check --write`: writes redirects and heading ids for URLs of a previous release, if the target is certain.
 */

import { addRedirectFrom } from "../edits/redirect-from.js";
import { addHeadingId } from "../edits/heading-id.js";
import { addRedirects } from "../edits/config-redirects.js";
import { applyEdits } from "../edits/apply-edits.js";
import type { Page, TextEdit } from "../model/model.js";
import type { SiteConfig } from "../config/options.js";
import type { CertainAnswers, CertainRedirect } from "../site/redirects/certain.js";
import { groupBy } from "../utils/group-by.js";
import { isMarkdown } from "../utils/page-formats.js";
import { readText, type ChangedText } from "./changed-text.js";

/** The changed files, and the number of redirects and ids in them. */
export interface WrittenAnswers {
  readonly files: readonly ChangedText[];
  readonly redirects: number;
  readonly ids: number;
}

export function writtenAnswers({ redirects, ids }: CertainAnswers, config: SiteConfig): WrittenAnswers {
  const files: ChangedText[] = [];
  let [redirectCount, idCount] = [0, 0];
  const bySource = groupBy(
    [...redirects, ...ids].filter(({ page }) => page !== undefined && isMarkdown(page.source)),
    ({ page }) => page?.source ?? "",
  );
  const inConfig: CertainRedirect[] = redirects.filter(
    ({ page }) => page === undefined || !isMarkdown(page.source),
  );
  for (const [path, answers] of bySource) {
    const page = answers[0]?.page as Page;
    const before = readText(config.root, path);
    if (before === undefined) continue;
    const lines = before.replace(/^\ufeff/, "").split(/\r\n?|\n/);
    const leading = answers.filter((one) => "from" in one);
    const redirectEdit = addRedirectFrom(
      page,
      lines,
      leading.map(({ from }) => from),
      false,
    );
    if (redirectEdit === undefined) inConfig.push(...leading);
    else redirectCount += leading.length;
    const idEdits = answers.flatMap((one) => ("id" in one ? (addHeadingId(one, lines) ?? []) : []));
    idCount += idEdits.length;
    const edits: TextEdit[] = [...(redirectEdit === undefined ? [] : [redirectEdit]), ...idEdits];
    const after = applyEdits(before, edits);
    if (after !== undefined && after !== before) files.push({ path, before, after });
  }
  const { file } = config;
  const before = file === undefined || inConfig.length === 0 ? undefined : readText(config.root, file);
  const edit = before === undefined ? undefined : addRedirects(before, inConfig);
  const after = before === undefined || edit === undefined ? undefined : applyEdits(before, [edit]);
  if (file !== undefined && before !== undefined && after !== undefined) {
    files.push({ path: file, before, after });
    redirectCount += inConfig.length;
  }
  return { files, redirects: redirectCount, ids: idCount };
}
