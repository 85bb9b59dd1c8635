/** The report as Markdown, for a comment on a pull request. */

import type { DiffLine } from "../../compare/text-diff.js";
import type { PageRef, SameText } from "../../compare/sites.js";
import type { Diagnostic } from "../../model/model.js";
import { escapeXml } from "../../outputs/xml.js";
import { formatCount } from "../../utils/plural.js";
import { sizeText } from "../../utils/size-text.js";
import { MARK } from "../../deploy/ci.js";
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

/** A comment on GitHub has at most 65,536 characters. */
const MAX_LENGTH = 60_000;
/** Maximum number of list items to show. */
const MAX_SHOWN = 20;

export function markdownReport(report: ChangeReport): string {
  const full = textOf(report, true);
  return full.length <= MAX_LENGTH ? full : textOf(report, false);
}

function textOf(report: ChangeReport, hasDiffs: boolean): string {
  const { changes, findings, lost, since } = report;
  const totals = wordsText(changes.wordsAdded, changes.wordsRemoved);
  const parts = [
    `${MARK}\n## ${headline(report)}`,
    `Compared with ${code(since.name)} ` +
      `(${since.commit.slice(0, 10)}).${totals === "" ? "" : ` ${totals}.`}` +
      `${changes.unchanged > 0 ? ` ${formatCount(changes.unchanged, "page")} unchanged.` : ""}`,
    findingList("New findings", findings.added),
    section(
      "Lost URLs",
      lost.map((one) => `- ${plain(findingText(one))}`),
    ),
    section(
      "Lost heading ids",
      changes.lostIds.map((one) => `- ${link(report, one)}: ${code(`#${one.id}`)}`),
    ),
    section(
      "New pages",
      changes.added.map((page) => `- ${link(report, page)} (${formatCount(page.words, "word")})`),
    ),
    changedPages(report, hasDiffs),
    section(
      "Removed pages",
      changes.gone.map(({ url, title, movedTo, isRedirected }) => {
        const to =
          movedTo === undefined ? "" : ` → ${code(movedTo)}${isRedirected ? "" : ", without a redirect"}`;
        return `- ${code(url)} ${plain(title)}${to}`;
      }),
    ),
    section(
      "Rendered again, same text",
      changes.sameText.map((one) => sameTextLine(report, one)),
    ),
    looksSection(report),
    metadataTable(report),
    section("Redirects", [
      ...changes.redirectsAdded.map(({ from, to }) => `- added: ${code(from)} → ${code(to)}`),
      ...changes.redirectsRemoved.map(({ from, to }) => `- removed: ${code(from)} → ${code(to)}`),
    ]),
    weightTable(report),
    findingList("Fixed findings", findings.fixed),
    hasDiffs
      ? ""
      : "The diffs would make this comment too long. Run `handbill report --format html` to see them.",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function looksSection(report: ChangeReport): string {
  const { looks } = report;
  if (looks === undefined) return "";
  const pages = looks.different.map((page) => `- ${link(report, page)}`);
  return [
    `### Screenshots\n\n${looksText(looks)}`,
    ...(pages.length === 0 ? [] : [pages.slice(0, MAX_SHOWN).join("\n")]),
    ...(pages.length > MAX_SHOWN ? [`… and ${pages.length - MAX_SHOWN} more`] : []),
  ].join("\n\n");
}

function findingList(title: string, findings: readonly Diagnostic[]): string {
  return section(title, foldCauses(findings).map(findingLine), findings.length);
}

/** `total`: the number after the title. */
function section(title: string, lines: readonly string[], total = lines.length): string {
  if (lines.length === 0) return "";
  const shown = lines.slice(0, MAX_SHOWN);
  const more = lines.length - shown.length;
  return `### ${title} (${total})\n\n${[...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n")}`;
}

function changedPages(report: ChangeReport, hasDiffs: boolean): string {
  const { changed } = report.changes;
  if (changed.length === 0) return "";
  const number = changed.reduce((sum, { pages }) => sum + pages.length, 0);
  const items = changed.map(({ pages, diff }) => {
    const [first, ...others] = pages;
    if (first === undefined) return "";
    const words = wordsText(first.wordsAdded, first.wordsRemoved);
    const name =
      others.length === 0
        ? escapeXml(first.url)
        : `${escapeXml(first.url)} and ${formatCount(others.length, "more page")} in the same way`;
    const to = previewOf(report, first.url);
    const title =
      `${to === undefined ? name : `<a href="${escapeXml(to)}">${name}</a>`}` +
      `${words === "" ? "" : ` (${words}${others.length === 0 ? "" : " each"})`}`;
    return hasDiffs ? `<details><summary>${title}</summary>\n\n${fence(diff)}\n\n</details>` : `- ${title}`;
  });
  return `### Changed pages (${number})\n\n${items.join("\n")}`;
}

/** Maximum number of pages to name if their causes do not say what changed. */
const MAX_NAMED = 10;

function sameTextLine(report: ChangeReport, { causes, pages }: SameText): string {
  const [first, ...others] = pages;
  const why = plain(causes.join("; "));
  if (first !== undefined && others.length === 0) return `- ${link(report, first)}: ${why}`;
  const named = pages.slice(0, MAX_NAMED).map(({ url }) => code(url));
  const names = `${named.join(", ")}${pages.length > named.length ? " …" : ""}`;
  return `- ${formatCount(pages.length, "page")}: ${why}${why.includes(": ") ? "" : ` (${names})`}`;
}

/** A diff in the notation that GitHub and GitLab highlight. */
function fence(diff: readonly DiffLine[]): string {
  const lines = diff.flatMap(({ kind, pieces }): readonly string[] => {
    const of = (kinds: readonly string[]) =>
      pieces
        .filter((piece) => kinds.includes(piece.kind))
        .map(({ text }) => text)
        .join("");
    if (kind === "skipped") return ["  …"];
    if (kind === "changed") return [`- ${of(["same", "removed"])}`, `+ ${of(["same", "added"])}`];
    return [`${kind === "added" ? "+" : kind === "removed" ? "-" : " "} ${of([kind])}`];
  });
  const longest = Math.max(2, ...lines.map((line) => /`{3,}/.exec(line)?.[0].length ?? 0));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}diff\n${lines.join("\n")}\n${ticks}`;
}

function metadataTable({ changes: { metadata } }: ChangeReport): string {
  if (metadata.length === 0) return "";
  const rows = metadata
    .slice(0, MAX_SHOWN)
    .map(({ url, field, before, now }) => `| ${code(url)} | ${field} | ${cell(before)} | ${cell(now)} |`);
  const more = metadata.length - rows.length;
  return (
    `### Metadata (${metadata.length})\n\n| Page | | Before | Now |\n|---|---|---|---|\n` +
    `${rows.join("\n")}${more > 0 ? `\n\n… and ${more} more` : ""}`
  );
}

function weightTable(report: ChangeReport): string {
  const { weights, grew } = notableWeights(report);
  if (weights.length === 0) return "";
  const rows = weights.map(
    ({ kind, before, now }) =>
      `| ${kind} | ${sizeText(before)} | ${sizeText(now)} | ${differenceText(before, now)} |`,
  );
  const most = grew
    .slice(0, 5)
    .map(({ path, before, now }) => `${code(path)} ${differenceText(before, now)}`)
    .join(", ");
  return (
    "### Weight\n\n| | Before | Now | Difference |\n|---|--:|--:|--:|\n" +
    `${rows.join("\n")}${most === "" ? "" : `\n\nGrew most: ${most}.`}`
  );
}

function findingLine(found: Diagnostic): string {
  return (
    `- **${found.level}** ` +
    `${found.file === undefined ? "" : `${code(placeOf(found))} `}${plain(findingText(found))} ` +
    `(${found.code})`
  );
}

function link(report: ChangeReport, { url, title }: PageRef): string {
  const to = previewOf(report, url);
  const shown =
    to === undefined ? code(url) : `[${code(url)}](<${to.replace(/[<>\n]/g, encodeURIComponent)}>)`;
  return title === "" ? shown : `${shown} ${plain(title)}`;
}

/** Escapes text for Markdown, except in code. */
function plain(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/\s+/g, " ")
            .replace(/[\\*_[\]#|~@]/g, "\\$&")
            .replace(/&/g, "&amp;")
            .replace(/</g, "&lt;"),
    )
    .join("");
}

function cell(text: string): string {
  return text === "" ? "–" : plain(text);
}

function code(text: string): string {
  const clean = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  return clean.includes("`") ? `\`\` ${clean} \`\`` : `\`${clean}\``;
}
