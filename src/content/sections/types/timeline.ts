import { block, head, inline, list, map } from "../fields.js";

/** What happened when. */
export const timeline = map(
  {
    ...head,
    items: list(
      map({ date: inline("When."), title: inline("What."), text: block("More about it.").optional() }),
      "What happened, in its order.",
    ),
  },
  "What happened when.",
);
