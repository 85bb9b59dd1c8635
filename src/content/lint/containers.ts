/** Misspelled and unclosed containers. */

import { didYouMean } from "../../utils/look-alikes.js";
import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";
import { editDistance } from "../../utils/nearest.js";
import { isLiteral, type ContainerMeta } from "../markdown/container-rule.js";
import { isContainer, readContainer } from "../markdown/container-info.js";
import { KNOWN_CONTAINERS } from "../markdown/containers.js";
import type { Report } from "./report.js";

/** Reports unclosed containers, and names that are one typo away from a known container. */
export function checkContainers(
  tokens: readonly Token[],
  body: string,
  bodyLine: number,
  report: Report,
): void {
  const lines = body.split("\n");
  for (const token of tokens) {
    if (token.type === "html_block" && token.map !== null && !isLiteral(token.content))
      checkColonsInHtml(token.content, bodyLine + token.map[0], report);
    if (token.type !== "container_handbill_open" || token.map === null) continue;
    const [line] = token.map;
    const { kind: name, unread = "" } = readContainer(token);
    const colons = token.markup;
    const at = (text: string): Position => ({
      line: bodyLine + line,
      column: Math.max(0, (lines[line] ?? "").toLowerCase().indexOf(text)) + 1,
    });
    if (!(token.meta as ContainerMeta).isClosed)
      report(
        "container-unclosed",
        at(colons),
        colons.length,
        `The container \`${name}\` is never closed, so all following text is inside it.`,
        `Close it with a line of \`${colons}\`.`,
      );
    if (unread !== "")
      report(
        "attributes-unread",
        at(unread.toLowerCase()),
        unread.length,
        `Containers do not read \`${unread}\`, so it has no effect.`,
        "Put attributes on a heading or a paragraph in the container, or use the container's name " +
          "as the class.",
      );
    const meant =
      name.length < 4 || KNOWN_CONTAINERS.has(name)
        ? undefined
        : [...KNOWN_CONTAINERS].find((known) => editDistance(name, known, 2) === 1);
    if (meant !== undefined)
      report(
        "container-unknown",
        at(name),
        name.length,
        `Unknown container \`${name}\`. It becomes a box with the class \`container-${name}\`.`,
        didYouMean(name, meant),
      );
  }
}

/** Reports a container that starts inside HTML. */
function checkColonsInHtml(html: string, line: number, report: Report): void {
  html.split("\n").forEach((text, index) => {
    const [, indent = "", colons = "", words = ""] = /^( {0,3})(:{3,})(.*)$/s.exec(text) ?? [];
    if (isContainer(words))
      report(
        "container-unknown",
        { line: line + index, column: indent.length + 1 },
        colons.length,
        `\`${colons}${words}\` does not start a container inside HTML, so it is shown as text.`,
        "Leave a blank line before it.",
      );
  });
}

/** Reports colons that neither open nor close a container. */
export function checkColons({ content }: Token, placeOf: (offset: number) => Position, report: Report): void {
  for (const { 0: written, 1: colons = "", 2: words = "", index } of content.matchAll(/^(:{3,})([^\n]*)/gm)) {
    if (words.trim() === "")
      report(
        "container-unclosed",
        placeOf(index),
        written.length,
        `\`${colons}\` closes no container, so it is shown as text.`,
        "Remove it, or start a container before it. An outer container needs more colons than the " +
          "inner ones.",
      );
    else if (!isContainer(words))
      report(
        "container-unknown",
        placeOf(index),
        written.length,
        `\`${written}\` does not start a container, so it is shown as text.`,
        words.trimEnd().endsWith(":::")
          ? "Put the end of a container on a separate line: `:::`."
          : "Write the name first, then the title: `::: tip Title`.",
      );
  }
}
