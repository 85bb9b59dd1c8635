import { block, flag, head, inline, list, map } from "../fields.js";

/** Questions and answers. */
export const faq = map(
  {
    ...head,
    items: list(
      map({
        question: inline("What is asked."),
        answer: block("What the answer is."),
        open: flag("Shows the answer from the start.").optional(),
      }),
      "The questions.",
    ),
  },
  "Questions that open to their answers.",
);
