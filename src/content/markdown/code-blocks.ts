/** The HTML of code blocks with options. */

import type { CodeOptions, Range } from "./code-fence.js";

function holds(lines: readonly Range[], line: number): boolean {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.[1] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return (lines[low]?.[0] ?? Infinity) <= line;
}

/** The HTML of a code block. No element of `code`, which is HTML, extends over a line end. */
export function renderCode(
  code: string,
  language: string,
  options: CodeOptions,
  escape: (text: string) => string,
): string {
  const lines = code.replace(/\n$/, "").split("\n");
  const hasLines =
    options.numbers !== undefined ||
    options.marked.length + options.inserted.length + options.deleted.length > 0;
  const classes = [options.numbers === undefined ? "" : "numbered", options.wrap ? "wrap" : ""]
    .filter((name) => name !== "")
    .join(" ");
  const width = String((options.numbers ?? 1) + lines.length).length;
  const body = hasLines ? lines.map((line, index) => renderLine(line, index, options, width)).join("") : code;
  const pre =
    `<pre${classes === "" ? "" : ` class="${classes}"`}><code` +
    `${language === "" ? "" : ` class="language-${escape(language)}"`}>${body}</code></pre>\n`;
  if (options.title === undefined || options.title === "") return pre;
  return `<figure class="code-block"><figcaption>${escape(options.title)}</figcaption>\n${pre}</figure>\n`;
}

function renderLine(line: string, index: number, options: CodeOptions, width: number): string {
  const at = index + 1;
  const kind = holds(options.inserted, at)
    ? " inserted"
    : holds(options.deleted, at)
      ? " deleted"
      : holds(options.marked, at)
        ? " marked"
        : "";
  const number =
    options.numbers === undefined
      ? ""
      : `<span class="line-number" ` +
        `aria-hidden="true">${String(options.numbers + index).padStart(width)}</span>`;
  return `<span class="line${kind}">${number}${line}\n</span>`;
}
