/** Renders Markdown in which templates have run, and reports findings at the lines of the page's file. */

import { isMarkdown } from "../utils/page-formats.js";
import type { Markdown } from "../content/markdown/markdown.js";
import type { RenderedBody } from "../eleventy/plugin.js";
import type { Data, Diagnostic, Heading, Link, Page, Site, TemplatePage } from "../model/model.js";
import { createTemplatePlaces, type TemplatePlace } from "../templates/template-places.js";
import { once } from "../utils/once.js";

export interface BodyInput {
  readonly site: Pick<Site, "resolved">;
  readonly markdown: Markdown;
  /** The page, if Eleventy evaluates it. */
  readonly template: TemplatePage | undefined;
  /** The text below the front matter, and its first line. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Renders the Markdown that templates printed for a page. */
export async function renderBody(
  text: string,
  source: string,
  { site, markdown, template, body, bodyLine }: BodyInput,
): Promise<RenderedBody> {
  const rendered = await markdown.renderHighlighted({ body: text, bodyLine, source, isPrinted: true });
  const { html } = site.resolved({ ...printedPage(source), html: rendered.html, links: rendered.links });
  // Pages of other formats may use Markdown too, but are not written in it.
  if (template?.page.kind !== "template" || !isMarkdown(source))
    return { html, links: [], ids: [], diagnostics: [], dataBelow: () => ({}) };
  const placeOf = createTemplatePlaces(body, text, bodyLine);
  const lines = once(() => text.split("\n"));
  const links = rendered.links.map((link): Link => {
    const { line, column } = placeOf(link, link.href);
    return { ...link, line, column };
  });
  const diagnostics = rendered.diagnostics.map((found): Diagnostic => {
    const { line = bodyLine, column = 1, length, ...rest } = found;
    const written = (lines()[line - bodyLine] ?? "").slice(column - 1, column - 1 + (length ?? 1));
    const place = placeOf({ line, column }, written);
    return { ...rest, ...positionOf(place), ...(place.isExact && length !== undefined && { length }) };
  });
  return {
    html,
    links,
    ids: rendered.ids,
    diagnostics,
    dataBelow: (title) => dataBelow(rendered.headings, template, title),
  };
}

function positionOf({ line, column }: TemplatePlace): Pick<TemplatePlace, "line" | "column"> {
  return { line, column };
}

/** The data of the body for layouts. An explicit title stays, even if it is computed. */
function dataBelow(headings: readonly Heading[], { added, isTitled }: TemplatePage, title: unknown): Data {
  const first = headings.find(({ level }) => level === 1) ?? headings[0];
  const isNamed = !isTitled && title === added["title"] && first !== undefined && first.text !== "";
  return { headings, titleInContent: first?.level === 1, ...(isNamed && { title: first.text }) };
}

/** The output of templates as a page without metadata. */
function printedPage(source: string): Page {
  return {
    kind: "template",
    source,
    frontMatter: {},
    positions: {},
    bodyLine: 1,
    html: "",
    titleInContent: false,
    headings: [],
    ids: [],
    links: [],
  };
}
