import { block, head, map } from "../fields.js";

/** Markdown text. */
export const markdown = map(
  { ...head, body: block("The text, in Markdown.") },
  "Markdown, with everything that pages can contain.",
);
