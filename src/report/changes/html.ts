/** The report as one self-contained HTML page. */

import type { PageRef } from "../../compare/sites.js";
import type { DiffLine } from "../../compare/text-diff.js";
import type { Diagnostic } from "../../model/model.js";
import { escapeXml } from "../../outputs/xml.js";
import { formatCount } from "../../utils/plural.js";
import { sizeText } from "../../utils/size-text.js";
import { placeOf } from "../code-frame.js";
import { foldCauses } from "../fold-causes.js";
import {
  differenceText,
  findingText,
  headline,
  looksText,
  notableWeights,
  previewOf,
  wordsText,
  type ChangeReport,
} from "./report.js";
import { STYLE } from "./style.js";

export function htmlReport(report: ChangeReport): string {
  const { changes, findings, lost, since } = report;
  const title = headline(report);
  const facts = [
    wordsText(changes.wordsAdded, changes.wordsRemoved),
    changes.unchanged > 0 ? `${formatCount(changes.unchanged, "page")} unchanged` : "",
    findings.kept.length > 0 ? `${formatCount(findings.kept.length, "finding")} as before` : "",
  ].filter((part) => part !== "");
  const body = [
    findingList("New findings", findings.added, "bad"),
    list(
      "Lost URLs",
      lost.map((one) => withCode(findingText(one))),
      "bad",
    ),
    list(
      "Lost heading ids",
      changes.lostIds.map((one) => `${page(report, one)} <code>#${escapeXml(one.id)}</code>`),
      "bad",
    ),
    list(
      "New pages",
      changes.added.map((one) => `${page(report, one)} <small>${formatCount(one.words, "word")}</small>`),
    ),
    changedPages(report),
    list("Removed pages", changes.gone.map(gonePage)),
    sameText(report),
    pictures(report),
    metadataTable(report),
    list("Redirects", [
      ...changes.redirectsAdded.map((one) => `<ins>${redirect(one)}</ins>`),
      ...changes.redirectsRemoved.map((one) => `<del>${redirect(one)}</del>`),
    ]),
    weightTable(report),
    findingList("Fixed findings", findings.fixed),
  ];
  const shortHash = escapeXml(since.commit.slice(0, 10));
  const commit = `<code>${escapeXml(since.name)}</code> <small>${shortHash}</small>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escapeXml(title)}</h1>
<p>Compared with ${commit}${facts.length === 0 ? "" : `. ${escapeXml(facts.join(", "))}`}.</p>
</header>
${body.filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}

function findingList(title: string, findings: readonly Diagnostic[], kind = ""): string {
  return list(title, foldCauses(findings).map(finding), kind, findings.length);
}

/** `total`: the number after the title. */
function list(title: string, items: readonly string[], kind = "", total = items.length): string {
  if (items.length === 0) return "";
  return `<section${kind === "" ? "" : ` class="${kind}"`}>
<h2>${title} <small>${total}</small></h2>
<ul>
${items.map((item) => `<li>${item}</li>`).join("\n")}
</ul>
</section>`;
}

function changedPages(report: ChangeReport): string {
  const { changed } = report.changes;
  if (changed.length === 0) return "";
  const number = changed.reduce((sum, { pages }) => sum + pages.length, 0);
  const items = changed.map(({ pages, diff }) => {
    const [first, ...others] = pages;
    if (first === undefined) return "";
    const words = wordsText(first.wordsAdded, first.wordsRemoved);
    const also =
      others.length === 0
        ? ""
        : `<details><summary>${formatCount(others.length, "more page")} changed in the same ` +
          `way</summary><ul>${others.map((one) => `<li>${page(report, one)}</li>`).join("")}</ul></details>`;
    return `<article>
<h3>${page(report, first)} <small>${escapeXml(words)}</small></h3>
<div class="diff">${diff.map(diffLine).join("")}</div>
${also}</article>`;
  });
  return `<section>
<h2>Changed pages <small>${number}</small></h2>
${items.join("\n")}
</section>`;
}

function diffLine({ kind, pieces }: DiffLine): string {
  if (kind === "skipped") return '<p class="skipped">…</p>';
  const text = pieces
    .map((piece) => {
      const shown = escapeXml(piece.text);
      return piece.kind === "same"
        ? shown
        : piece.kind === "added"
          ? `<ins>${shown}</ins>`
          : `<del>${shown}</del>`;
    })
    .join("");
  return `<p class="${kind}">${text}</p>`;
}

function sameText(report: ChangeReport): string {
  return list(
    "Rendered again, same text",
    report.changes.sameText.map(({ causes, pages }) => {
      const [first, ...others] = pages;
      if (first === undefined) return "";
      if (others.length === 0) return `${page(report, first)} ${withCode(causes.join("; "))}`;
      return (
        `<details><summary>${formatCount(pages.length, "page")}: ` +
        `${withCode(causes.join("; "))}</summary><ul>` +
        `${pages.map((one) => `<li>${page(report, one)}</li>`).join("")}</ul></details>`
      );
    }),
  );
}

function pictures(report: ChangeReport): string {
  const { looks } = report;
  if (looks === undefined) return "";
  const picture = (name: string, jpeg: string) =>
    `<figure><figcaption>${name}</figcaption><img src="data:image/jpeg;base64,${jpeg}" alt="" loading="lazy"></figure>`;
  const items = looks.different.map((one) =>
    one.before === undefined || one.now === undefined
      ? `<h3>${page(report, one)}</h3>`
      : `<h3>${page(report, one)}</h3>\n<div class="pictures">${picture("Before", one.before)}${picture("Now", one.now)}</div>`,
  );
  return `<section>
<h2>Screenshots <small>${looks.different.length}</small></h2>
<p>${escapeXml(looksText(looks))}</p>
${items.join("\n")}
</section>`;
}

function gonePage({ url, title, movedTo, isRedirected }: ChangeReport["changes"]["gone"][number]): string {
  const to =
    movedTo === undefined
      ? ""
      : ` → <code>${escapeXml(movedTo)}</code>${isRedirected ? "" : " without a redirect"}`;
  return `<code>${escapeXml(url)}</code> ${escapeXml(title)}${to}`;
}

function metadataTable({ changes: { metadata } }: ChangeReport): string {
  if (metadata.length === 0) return "";
  const rows = metadata.map(
    ({ url, field, before, now }) =>
      `<tr><th scope="row"><code>${escapeXml(url)}</code></th><td>${field}</td><td><del>` +
      `${escapeXml(before)}</del> <ins>${escapeXml(now)}</ins></td></tr>`,
  );
  return `<section>
<h2>Metadata <small>${metadata.length}</small></h2>
<div class="table"><table>
<thead><tr><th scope="col">Page</th><th scope="col">Field</th><th scope="col">Change</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>
</section>`;
}

function weightTable(report: ChangeReport): string {
  const { weights, grew } = notableWeights(report);
  if (weights.length === 0) return "";
  const row = (name: string, before: number, now: number) =>
    `<tr><th scope="row">${name}</th><td>${sizeText(before)}</td><td>${sizeText(now)}</td><td>` +
    `${differenceText(before, now)}</td></tr>`;
  const most = grew
    .slice(0, 10)
    .map(({ path, before, now }) => row(`<code>${escapeXml(path)}</code>`, before, now));
  const columns = ["Files", "Before", "Now", "Difference"].map((name) => `<th scope="col">${name}</th>`);
  const grewMost = '<tr><th scope="rowgroup" colspan="4">Grew most</th></tr>';
  return `<section>
<h2>Weight</h2>
<div class="table"><table class="numbers">
<thead><tr>${columns.join("")}</tr></thead>
<tbody>
${weights.map(({ kind, before, now }) => row(kind, before, now)).join("\n")}
</tbody>
${most.length === 0 ? "" : `<tbody>\n${grewMost}\n${most.join("\n")}\n</tbody>`}
</table></div>
</section>`;
}

function finding(found: Diagnostic): string {
  const place = found.file === undefined ? "" : `<code>${escapeXml(placeOf(found))}</code> `;
  return (
    `<b class="${found.level}">${found.level}</b> ${place}${withCode(findingText(found))} ` +
    `<small>${found.code}</small>`
  );
}

function page(report: ChangeReport, { url, title }: PageRef): string {
  const to = previewOf(report, url);
  const name = `<code>${escapeXml(url)}</code>`;
  return `${to === undefined ? name : `<a href="${escapeXml(to)}">${name}</a>`} ${escapeXml(title)}`;
}

function redirect({ from, to }: { readonly from: string; readonly to: string }): string {
  return `<code>${escapeXml(from)}</code> → <code>${escapeXml(to)}</code>`;
}

/** A message, with backticks as code. */
function withCode(text: string): string {
  return escapeXml(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}
