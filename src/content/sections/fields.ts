/**
 * The kinds of fields in sections. zod's metadata holds the kind, so that a site's own sections can use it
 * too: `z.string().meta({ markdown: "inline" })`.
 */

import * as z from "zod";

/** How Handbill processes a field after it is checked. */
export interface FieldMeta {
  /** The purpose of the field, for the generated reference. */
  readonly description?: string;
  /**
   * Rendered as Markdown: "inline" without blocks, "block" with paragraphs and lists. The layout gets HTML.
   */
  readonly markdown?: "inline" | "block";
  /**
   * A URL, resolved and checked like those of the body: the target of a link, an image, or the URL that
   * receives a form.
   */
  readonly address?: "link" | "image" | "endpoint";
  /** A map with `text` and an optional `language`, which becomes a highlighted code block. */
  readonly code?: true;
}

const wrong = (wanted: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    issue.input === undefined ? "is missing" : `must be ${wanted}${quotes(issue.input)}`,
});

function quotes(input: unknown): string {
  return typeof input === "number" || typeof input === "boolean"
    ? `, not ${String(input)}; put it in quotes: "${String(input)}"`
    : "";
}

/** Plain text. */
export const plain = (description: string) => z.string(wrong("text")).meta({ description });
/** Inline Markdown: emphasis, code, links. */
export const inline = (description: string) =>
  z.string(wrong("text")).meta({ description, markdown: "inline" });
/** Markdown with paragraphs, lists and code. */
export const block = (description: string) =>
  z.string(wrong("text")).meta({ description, markdown: "block" });
/** The URL of a page, a file or another site. */
export const link = (description: string) => z.string(wrong("a URL")).meta({ description, address: "link" });
/** The URL of an image or a video. */
export const file = (description: string) =>
  z.string(wrong("the URL of a file")).meta({ description, address: "image" });
/** The URL that receives a form. */
export const endpoint = (description: string) =>
  z.string(wrong("a URL")).meta({ description, address: "endpoint" });

export const flag = (description: string) =>
  z.boolean({ error: () => "must be true or false" }).meta({ description });
export const whole = (description: string) =>
  z
    .int({ error: () => "must be a whole number" })
    .positive({ error: () => "must be more than 0" })
    .meta({ description });

/** The number of columns. */
export const columns = (description: string) =>
  z
    .union([z.literal(2), z.literal(3), z.literal(4)], { error: () => "must be 2, 3 or 4" })
    .meta({ description });

/** Inline Markdown, or true or false. */
export const textOrFlag = (description: string) =>
  z
    .union([z.boolean(), inline(description)], { error: () => "must be text, or true or false" })
    .meta({ description });

/** One of the given words. */
export const choice = <const W extends readonly [string, ...string[]]>(words: W, description: string) =>
  z
    .enum(words, {
      error: (issue) =>
        issue.input === undefined
          ? "is missing"
          : `must be ${words.map((word) => `\`${word}\``).join(" or ")}`,
    })
    .meta({ description });

/** A map with the given keys. */
export const map = <S extends z.ZodRawShape>(shape: S, description = ""): z.ZodObject<S> =>
  z
    .object(
      shape,
      wrong(
        `keys with values, such as \`{ ${Object.keys(shape)
          .slice(0, 2)
          .map((key) => `${key}: …`)
          .join(", ")} }\``,
      ),
    )
    .meta({ description });

/** A map with the given keys only. */
export const strictMap = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape);

/** One of two shapes. */
export const either = <A extends z.ZodType, B extends z.ZodType>(a: A, b: B, wanted: string) =>
  z.union([a, b], { error: () => `must be ${wanted}` });

/** A list with at least one entry. */
export const list = <T extends z.ZodType>(item: T, description: string) =>
  z
    .array(item, wrong("a list"))
    .min(1, { error: () => "must have at least one entry" })
    .meta({ description });

/** An image. `width` and `height` reserve its space while it loads. */
export const picture = (description: string) =>
  map(
    {
      src: file("The image file."),
      alt: plain('Alt text; `""` if the image only decorates.'),
      width: whole("Width in pixels. Default: the width of the file.").optional(),
      height: whole("Height in pixels. Default: the height of the file.").optional(),
      dark: file("The image in dark mode.").optional(),
    },
    description,
  );

/** Links that look like buttons. */
export const actions = (description: string) =>
  list(
    map({
      text: inline("Text of the button."),
      url: link("Link target."),
      style: choice(
        ["primary", "secondary", "text"],
        "Style of the button. Default: `primary` for the first, `secondary` for the others.",
      ).optional(),
    }),
    description,
  );

/** Code, highlighted at build time. */
export const code = (description: string) =>
  map({
    text: plain("The code."),
    language: plain("Language, as in a code block.").optional(),
    title: plain("Title, such as the file name.").optional(),
  }).meta({ description, code: true });

/** A terminal window. */
export const terminal = (description: string) =>
  map(
    {
      text: plain(
        "Input and output. Lines that start with `$ ` are input; lines that start with `error` or " +
          "`warning` are coloured.",
      ),
      title: plain("Title of the window.").optional(),
    },
    description,
  );

/** The heading of most sections. */
export const head = {
  eyebrow: inline("A short text above the title.").optional(),
  title: inline("Heading of the section.").optional(),
  text: block("Text below the heading.").optional(),
} as const;

/** Fields of every section. */
export const frame = map({
  type: plain("Type of the section."),
  id: z
    .string(wrong("text"))
    .regex(/^[^\s#]+$/, { error: () => "must be an id without spaces" })
    .meta({ description: "Id of the section, for links: `#id`." })
    .optional(),
  tone: choice(
    ["plain", "soft", "accent"],
    "Background: none, a soft one, or the accent colour. Default: `plain`.",
  ).optional(),
});

/**
 * The frame of a site's own section: common fields, and those that `partials/section-head.njk` prints, except
 * fields that its schema defines.
 */
export function ownFrame(shape: Readonly<Record<string, unknown>>): z.ZodObject {
  const others = Object.entries(head).filter(([key]) => !Object.hasOwn(shape, key));
  return map({ ...frame.shape, ...Object.fromEntries(others) });
}
