/**
 * `handbill explain <url|file>`: shows the sources of a page, the links to it, and why it was last rendered.
 */

import { explanationText, redirectText } from "../report/explanation.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";

/** Explains how each setting of an Eleventy project translates to a Handbill site. */
export function explainConfig(context: CommandContext): Promise<CommandResult> {
  return withProject(context, async (project) =>
    project.kind === "eleventy"
      ? project.explainSettings()
      : {
          diagnostics: [],
          problem:
            "This is a Handbill site: `explain --config` is for Eleventy projects. `handbill " +
            "explain /` explains a page.",
        },
  );
}

/**
 * `wanted` is a URL (`/docs/start/`), a source (`content/docs/start.md`) or an output file. Nothing is
 * written.
 */
export function explain(context: CommandContext, wanted: string): Promise<CommandResult> {
  return withProject(context, async (project) => {
    const explained = await project.explain(wanted);
    if ("page" in explained) {
      const { page } = explained;
      return { diagnostics: [], output: { text: explanationText(page), value: page } };
    }
    if ("redirect" in explained) {
      const { redirect } = explained;
      const text = `${redirectText(redirect)} redirects to ${redirect.to}\n`;
      return { diagnostics: [], output: { text, value: { redirect } } };
    }
    return explained;
  });
}
