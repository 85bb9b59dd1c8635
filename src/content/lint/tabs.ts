/** Tabs without a title, which readers cannot distinguish. */

import type { Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { untitledTabs } from "../markdown/containers.js";

export function checkTabs(
  tokens: readonly Token[],
  page: { readonly body: string; readonly bodyLine: number; readonly source: string },
): Diagnostic[] {
  const untitled = untitledTabs(tokens);
  const lines = untitled.length === 0 ? [] : page.body.split("\n");
  return untitled.map(({ type, map, markup }) => {
    const line = map?.[0] ?? 0;
    const column = Math.max(0, (lines[line] ?? "").indexOf(markup)) + 1;
    const [message, hint] =
      type === "fence"
        ? [
            "This code block of a code group has no language and no title, so its tab shows a number.",
            `Write a title after the language: \`${markup}sh [npm]\`.`,
          ]
        : ["This tab has no title, so it shows a number.", `Write a title: \`${markup} tab Title\`.`];
    return diagnostic(
      "tab-untitled",
      { file: page.source, line: page.bodyLine + line, column, length: markup.length },
      message,
      hint,
    );
  });
}
