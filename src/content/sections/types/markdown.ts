import { block, head, map } from "../fields.js";

/** Free text. */
export const markdown = map(
  { ...head, body: block("The text, with all that Markdown has.") },
  "Text with all that Markdown has.",
);
