import { block, code, head, inline, list, map } from "../fields.js";

/** Numbered steps. */
export const steps = map(
  {
    ...head,
    items: list(
      map({
        title: inline("Title of the step."),
        text: block("Description of the step.").optional(),
        code: code("Code.").optional(),
      }),
      "The steps. They are numbered.",
    ),
  },
  "Numbered steps.",
);
