/** Stage 1: one source file in, one Page out. */

import { isDataRecord } from "../utils/is-record.js";
import { isMarkdown, isProgram } from "../utils/page-formats.js";
import type { Trust } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Data, Diagnostic, Page, SourceFile, WithDiagnostics } from "../model/model.js";
import { decode, findControls, startOf } from "./decode.js";
import { unslice, unsliceText } from "../utils/unslice.js";
import { readForeignKeys } from "./frontmatter/foreign-keys.js";
import { readFrontMatter } from "./frontmatter/front-matter.js";
import type { Markdown } from "./markdown/markdown.js";
import { findDoubleEncoded, mayBeDoubleEncoded } from "./lint/mojibake.js";
import { imageOf, lacksSize } from "./images/page-image.js";
import { hasSections, readSections } from "./sections/read-sections.js";
import { opensWithTitle } from "./markdown/outline.js";
import { checkNames } from "./frontmatter/reserved-keys.js";
import { nearestPosition } from "./frontmatter/key-positions.js";
import { validateFrontMatter, type SiteSchema } from "./frontmatter/schema.js";
import { findKey } from "./sections/section-positions.js";
import { withDate, withDays } from "./frontmatter/days.js";
import { emptyData } from "../utils/data-objects.js";
import { writtenIn } from "./frontmatter/scalar-text.js";
import { reasonOf } from "./thrown.js";

export interface ParseOptions {
  readonly markdown: Markdown;
  /** Whether templates run in this page. Eleventy then renders it, even if it is Markdown. */
  readonly templated: boolean;
  /** The site's own front matter keys. */
  readonly schema?: SiteSchema | undefined;
  /** The site's own sections. */
  readonly sections?: Readonly<Record<string, SiteSchema>> | undefined;
  /** Whether the authors are trusted. @default "author" */
  readonly trust?: Trust;
  /** Applies the site's date parsers to `date`. */
  readonly parseDate?: ((value: unknown, source: string) => unknown) | undefined;
  /** Applies the site's preprocessors to a page's text; false leaves the page out. */
  readonly preprocess?:
    | ((source: string, frontMatter: Data, body: string) => Promise<string | false>)
    | undefined;
}

/** The page in a file. An exception becomes a diagnostic of this page, so that the others are read. */
export async function parsePage(file: SourceFile, options: ParseOptions): Promise<WithDiagnostics<Page>> {
  try {
    return await parseFile(file, options);
  } catch (thrown) {
    return { value: emptyPage(file, options), diagnostics: [pageFailed(file.path, thrown)] };
  }
}

function emptyPage(file: SourceFile, options: ParseOptions): Page {
  return {
    source: file.path,
    frontMatter: emptyData(),
    positions: {},
    bodyLine: 1,
    kind: isMarkdown(file.path) && !options.templated ? "markdown" : "template",
    html: "",
    titleInContent: false,
    headings: [],
    ids: [],
    links: [],
  };
}

function pageFailed(source: string, thrown: unknown): Diagnostic {
  return diagnostic(
    "page-failed",
    { file: source, line: 1, column: 1 },
    `Handbill failed to read this page: ${reasonOf(thrown)}`,
    "Check the Markdown plugins and schemas of the site. If it has none, please report this with the page.",
  );
}

/**
 * The page in a file. Its lists are slices of its text. To keep them for long, copy them with `unsliceLists`.
 */
async function parseFile(file: SourceFile, options: ParseOptions): Promise<WithDiagnostics<Page>> {
  const { front, text, body: written, template, diagnostics: inFront } = readFront(file, options);
  const { frontMatter, positions, bodyLine } = front;
  const diagnostics = [
    ...inFront,
    ...(text.includes("\uFFFD") ? findControls(file) : []),
    ...(mayBeDoubleEncoded(file.bytes) ? findDoubleEncoded(text, file.path) : []),
  ];
  const withSections = (staged: WithDiagnostics<Page>) =>
    hasSections(frontMatter, options.trust) && options.schema?.shape["sections"] === undefined
      ? addSections(staged, text, options)
      : staged;
  if (written === undefined)
    return withImage(
      await withSections({
        value: {
          ...emptyPage(file, options),
          frontMatter,
          positions,
          bodyLine,
          kind: "template",
          ...plainTitle(template, frontMatter, options),
        },
        diagnostics,
      }),
    );

  const body =
    options.preprocess === undefined ? written : await options.preprocess(file.path, frontMatter, written);
  if (body === false)
    return {
      value: { ...emptyPage(file, options), frontMatter, positions, bodyLine, isLeftOut: true },
      diagnostics,
    };
  const {
    html,
    headings,
    ids,
    links,
    diagnostics: inBody,
  } = await options.markdown.renderHighlighted({ body, bodyLine, source: file.path });
  const first = headings.find((heading) => heading.level === 1) ?? headings[0];
  const isNamed = first !== undefined && first.text !== "" && !isTitled(frontMatter);
  const page: Page = {
    source: file.path,
    frontMatter,
    positions,
    bodyLine,
    kind: "markdown",
    html,
    titleInContent: first?.level === 1,
    headings,
    ids,
    links,
    ...(isNamed && { firstHeading: unsliceText(first.text) }),
  };
  return withImage(await withSections({ value: page, diagnostics: [...diagnostics, ...inBody] }));
}

/** The title of Markdown before its templates run: its first heading, if no template is in it. */
function plainTitle(
  template: string | undefined,
  frontMatter: Data,
  { markdown }: ParseOptions,
): Pick<Page, "firstHeading"> {
  if (template === undefined || isTitled(frontMatter)) return {};
  const title = markdown.outline(template)?.firstHeading;
  return title === undefined || /\{[{%]/.test(title) ? {} : { firstHeading: unsliceText(title) };
}

/** Whether Eleventy itself must create the pages, because of pagination or computed data. */
function asksEleventy({ pagination, eleventyComputed }: Data): boolean {
  return isDataRecord(pagination) || isDataRecord(eleventyComputed);
}

/** Adds the page's own image to its links, so that it is checked and resolved like those in the text. */
function withImage({ value: page, diagnostics }: WithDiagnostics<Page>): WithDiagnostics<Page> {
  const href = imageOf(page.frontMatter);
  if (href === undefined) return { value: page, diagnostics };
  const place = page.positions["image.src"] ?? page.positions["image"] ?? { line: 1, column: 1 };
  return {
    value: {
      ...page,
      links: [
        ...page.links,
        { kind: "image", href, ...place, ...(lacksSize(page.frontMatter["image"]) && { lacksSize: true }) },
      ],
    },
    diagnostics,
  };
}

async function addSections(
  { value: page, diagnostics }: WithDiagnostics<Page>,
  text: string,
  { markdown, trust = "author", sections: own = {} }: ParseOptions,
): Promise<WithDiagnostics<Page>> {
  const read = await readSections({ ...page, lines: text.split("\n"), markdown, trust, own });
  const { sections, links, ids } = unslice(read);
  return { value: { ...page, sections, links, ids }, diagnostics: [...diagnostics, ...read.diagnostics] };
}

/** A page without its body: everything that decides its place in the site. */
export type PublicMetadata = Pick<
  Page,
  | "kind"
  | "source"
  | "frontMatter"
  | "positions"
  | "bodyLine"
  | "firstHeading"
  | "titleInContent"
  | "isLeftOut"
>;

/**
 * The metadata of a page, without findings about its text. Undefined if only the slower `parsePage` can tell.
 */
export function parseMetadata(
  file: SourceFile,
  options: ParseOptions,
): WithDiagnostics<PublicMetadata> | undefined {
  try {
    return readMetadata(file, options);
  } catch {
    // `parsePage` reports the exception.
    return undefined;
  }
}

function readMetadata(file: SourceFile, options: ParseOptions): WithDiagnostics<PublicMetadata> | undefined {
  if (options.preprocess !== undefined) return undefined;
  const start = startOf(file);
  const opening = start && readFront(start, options);
  // Most pages start with their title, and emptyData after it changes the metadata.
  const isEnough =
    opening?.body !== undefined && opening.diagnostics.length === 0 && opensWithTitle(opening.body);
  const {
    front: { frontMatter, positions, bodyLine },
    body,
    diagnostics,
  } = isEnough ? opening : readFront(file, options);
  const hasTitle = isTitled(frontMatter);
  const outline =
    body === undefined || hasSections(frontMatter, options.trust)
      ? undefined
      : options.markdown.outline(body, hasTitle);
  if (outline === undefined) return undefined;
  const { firstHeading, titleInContent } = outline;
  const metadata: PublicMetadata = {
    kind: "markdown",
    source: file.path,
    frontMatter,
    positions,
    bodyLine,
    titleInContent,
  };
  return {
    value:
      firstHeading === undefined || hasTitle
        ? metadata
        : { ...metadata, firstHeading: unsliceText(firstHeading) },
    diagnostics,
  };
}

function isTitled(frontMatter: Data): boolean {
  return (frontMatter["title"] ?? undefined) !== undefined;
}

type Front = Pick<Page, "frontMatter" | "positions" | "bodyLine">;

/** The front matter of a file, and the Markdown below it if stage 1 renders it. */
function readFront(
  file: SourceFile,
  options: ParseOptions,
): {
  readonly front: Front;
  readonly text: string;
  readonly body?: string;
  /** The Markdown below it, if templates run in it. */
  readonly template?: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const without: Front = { frontMatter: emptyData(), positions: {}, bodyLine: 1 };
  // A program has no front matter.
  if (isProgram(file.path)) return { front: without, text: "", diagnostics: [] };
  const text = decode(file);
  if (typeof text !== "string") return { front: without, text: "", diagnostics: [text] };
  const front = readFrontMatter(text, file.path);
  const data = withDate(front.data, file.path, options.parseDate);
  const own = readForeignKeys(data, front.positions, file.path);
  const checked = validateFrontMatter(own.value, front.positions, file.path, {
    schema: options.schema,
    written: writtenIn(() => text.split("\n"), front.positions),
    // Eleventy reads the front matter of its pages itself, and fails on such values.
    canLeaveOut: isMarkdown(file.path) && !options.templated && !asksEleventy(own.value),
  });
  const names = checkNames({
    data: own.value,
    source: file.path,
    isUntrusted: options.trust === "text",
    readsSections: true,
    keyPlace: (key) => findKey(text.split("\n"), key, front.positions[key] ?? { line: 1, column: 1 }),
    valuePlace: (path) => nearestPosition(path, front.positions),
  });
  return {
    front: {
      frontMatter: withDays(checked.value, front.positions, text),
      positions: front.positions,
      bodyLine: front.bodyLine,
    },
    text,
    ...(isMarkdown(file.path) && { [options.templated ? "template" : "body"]: front.body }),
    diagnostics: [...front.diagnostics, ...own.diagnostics, ...checked.diagnostics, ...names],
  };
}
