/** Reports asterisks that were meant to emphasize text, and are shown instead (CommonMark 6.2). */

import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";
import { blankCode } from "../markdown/blank-code.js";
import type { Report } from "./report.js";

interface Slip {
  /** Matches the whole text with its asterisks. */
  readonly pattern: RegExp;
  readonly why: string;
  readonly hint: (text: string, stars: string) => string;
}

const SLIPS: readonly Slip[] = [
  {
    pattern: /(?<![\p{L}\p{N}*\\])(\*{1,3})(?=\S)([^*\n]{1,300}(?!\*)\p{P})\1(?=[\p{L}\p{N}])/gu,
    why: "between punctuation and a letter, they cannot end emphasis",
    hint: () => "Put a space after them.",
  },
  {
    pattern: /(?<=[\p{L}\p{N}])(\*{2,3})(?=\p{P})([^*\n]{0,300}[^\s*])\1/gu,
    why: "between a letter and punctuation, they cannot start emphasis",
    hint: () => "Put a space before them.",
  },
  {
    pattern: /(?<![\p{L}\p{N}*\\])(\*{2,3})( +\p{L}[^*\n]{0,300})\1(?![\p{L}\p{N}*])/gmu,
    why: "they cannot start emphasis before a space",
    hint: (text, stars) => `Write \`${stars}${text.trim()}${stars}\`.`,
  },
  {
    pattern: /(?<![\p{L}\p{N}*\\])(\*{2,3})(\p{L}[^*\n]{0,300} )\1(?![\p{L}\p{N}*])/gu,
    why: "they cannot end emphasis after a space",
    hint: (text, stars) => `Write \`${stars}${text.trim()}${stars}\`.`,
  },
];

export function checkEmphasis(
  { content, children }: Token,
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  if (children?.some(({ type, content: text }) => type === "text" && text.includes("*")) !== true) return;
  const text = blankCode(content);
  const isSeen = (stars: string) =>
    children.some((child) => child.type === "text" && child.content.includes(stars));
  for (const { pattern, why, hint } of SLIPS)
    for (const { 0: written, 1: stars = "", 2: inner = "", index } of content.matchAll(pattern))
      if (
        text.startsWith(stars, index) &&
        text.startsWith(stars, index + written.length - stars.length) &&
        isSeen(stars)
      )
        report(
          "emphasis-unread",
          placeOf(index),
          written.length,
          `The asterisks of \`${shortened(written)}\` are shown as text: ${why}.`,
          hint(inner, stars),
        );
}

const shortened = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 20)}…${text.slice(-15)}` : text;
