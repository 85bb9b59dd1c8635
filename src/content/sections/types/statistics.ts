import { block, head, inline, list, map } from "../fields.js";

/** Numbers. */
export const statistics = map(
  {
    ...head,
    items: list(
      map({
        value: inline("The number: `12 ms`."),
        label: inline("What it counts."),
        text: block("How it was measured.").optional(),
      }),
      "The numbers.",
    ),
  },
  "Numbers that speak for themselves.",
);
