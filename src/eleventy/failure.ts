/** Errors of Eleventy, Nunjucks, Liquid and the site's own code, as Diagnostics at the author's line. */

import { relative, resolve } from "node:path";
import { diagnostic, type Place } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";
import type { TemplateFiles } from "../templates/template-files.js";

/** Carries a Diagnostic through code that only knows how to throw. */
export class Failure extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

export interface Sources {
  readonly root: string;
  readonly templates: TemplateFiles;
  /** Line on which the body of a page starts, by its source. */
  bodyLine(source: string): number;
}

/** The Diagnostic for what was thrown while `source` rendered (absent: while the site was prepared). */
export function failureDiagnostic(thrown: unknown, sources: Sources, source?: string): Diagnostic {
  const chain = causes(thrown);
  for (const error of chain) if (error instanceof Failure) return error.diagnostic;
  const innermost = chain.at(-1) ?? new Error(String(thrown));
  const place = nunjucksPlace(chain, sources) ?? liquidPlace(chain, sources) ?? stackPlace(chain, sources) ?? (source === undefined ? {} : { file: source });
  const during = source === undefined || place.file === source ? "" : ` while rendering ${source}`;
  return diagnostic("template-failed", place, `${sentence(reason(innermost))}${during === "" ? "" : ` It happened${during}.`}`, "Correct the code at this place; run with --debug for the stack.");
}

/** The error and what caused it, outermost first. */
function causes(thrown: unknown): Error[] {
  const chain: Error[] = [];
  let next: unknown = thrown;
  while (next instanceof Error && !chain.includes(next)) {
    chain.push(next);
    const { originalError, cause } = next as { originalError?: unknown; cause?: unknown };
    next = originalError ?? cause;
  }
  return chain;
}

/** What a message says, without the trail of template names and positions that Nunjucks puts before it. */
function reason(error: Error): string {
  const lines = error.message.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && !/^(Template render error: )?\([^)]*\)( \[Line \d+, Column \d+\])?$/.test(line));
  return (said.at(-1) ?? error.message).replace(/^((?:Template render )?[A-Z]?[A-Za-z]*[Ee]rror: )+/, "") || error.name;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** Nunjucks tells positions in text alone, the innermost template last. */
function nunjucksPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  for (const error of [...chain].reverse()) {
    const found = [...error.message.matchAll(/\(([^()\n]+)\) \[Line (\d+), Column (\d+)\]/g)].at(-1);
    if (found !== null && found !== undefined) return inFile(found[1] ?? "", Number(found[2]), Number(found[3]), sources);
  }
  return undefined;
}

/** LiquidJS: "…, file:./content/a.liquid, line:3, col:4". */
function liquidPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  for (const error of [...chain].reverse()) {
    const found = /(?:file:([^,\n]+), )?line:(\d+), col:(\d+)/.exec(error.message);
    const file = found?.[1];
    if (found !== null && file !== undefined) return inFile(file, Number(found[2]), Number(found[3]), sources);
  }
  return undefined;
}

/** The first frame of the stack that is a file of the site. */
function stackPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  for (const error of [...chain].reverse()) {
    for (const frame of (error.stack ?? "").matchAll(/(?:\(|at )(?:file:\/\/)?(\/[^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g)) {
      const path = relative(sources.root, frame[1] ?? "").replaceAll("\\", "/");
      if (path.startsWith("..") || path.includes("node_modules/")) continue;
      return { file: path, line: Number(frame[2]), column: Number(frame[3]) };
    }
  }
  return undefined;
}

/** A position in the text that a template engine saw, as a position in the author's file. */
function inFile(name: string, line: number, column: number, sources: Sources): Place {
  const absolute = resolve(sources.root, name);
  for (const template of sources.templates.values()) {
    if (template.path === name || template.name === name || template.file === absolute) {
      return { file: template.path, line: line + template.bodyLine - 1, column };
    }
  }
  const source = relative(sources.root, absolute).replaceAll("\\", "/");
  return { file: source, line: line + sources.bodyLine(source) - 1, column };
}
