/** Markdown in which templates have run: rendered like any other, with its findings at the lines of the page's file. */

import { isMarkdown } from "../utils/page-formats.js";
import type { Markdown } from "../content/markdown/markdown.js";
import type { RenderedBody } from "../eleventy/plugin.js";
import type { Data, Diagnostic, Heading, Link, Page, Site, TemplatePage } from "../model/model.js";
import { createTemplatePlaces, type TemplatePlace } from "../templates/template-places.js";
import { once } from "../utils/once.js";

export interface BodyInput {
  readonly site: Pick<Site, "resolved">;
  readonly markdown: Markdown;
  /** The page, as far as Eleventy evaluates it. */
  readonly template: TemplatePage | undefined;
  /** The text of the page below its front matter, and the line on which it begins. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Renders what templates printed in the body of a page. */
export async function renderBody(
  text: string,
  source: string,
  { site, markdown, template, body, bodyLine }: BodyInput,
): Promise<RenderedBody> {
  await markdown.prepare(text);
  const rendered = markdown.render({ body: text, bodyLine, source, isPrinted: true });
  const { html } = site.resolved({ ...printedPage(source), html: rendered.html, links: rendered.links });
  // Other formats have Markdown in them, too; their pages are not made of it.
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

/** What layouts see of a body. A title that somebody gave stays, be it computed. */
function dataBelow(headings: readonly Heading[], { added, isTitled }: TemplatePage, title: unknown): Data {
  const first = headings.find(({ level }) => level === 1) ?? headings[0];
  const isNamed = !isTitled && title === added["title"] && first !== undefined && first.text !== "";
  return { headings, titleInContent: first?.level === 1, ...(isNamed && { title: first.text }) };
}

/** What templates printed, as the page of which only the body is known. */
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
