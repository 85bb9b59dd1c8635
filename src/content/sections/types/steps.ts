import { block, code, head, inline, list, map } from "../fields.js";

/** One thing after the other. */
export const steps = map(
  {
    ...head,
    items: list(
      map({ title: inline("What to do."), text: block("How.").optional(), code: code("Code.").optional() }),
      "The steps, which are numbered.",
    ),
  },
  "What to do, one step after the other.",
);
