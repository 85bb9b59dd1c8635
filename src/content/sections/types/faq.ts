import { block, flag, head, inline, list, map } from "../fields.js";

/** Questions and answers. */
export const faq = map(
  {
    ...head,
    items: list(
      map({
        question: inline("The question."),
        answer: block("The answer."),
        open: flag("Whether the answer is open at first.").optional(),
      }),
      "The questions.",
    ),
  },
  "Questions with collapsible answers.",
);
