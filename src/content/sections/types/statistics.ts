import { block, head, inline, list, map } from "../fields.js";

/** Key figures. */
export const statistics = map(
  {
    ...head,
    items: list(
      map({
        value: inline("The number: `12 ms`."),
        label: inline("Label of the number."),
        text: block("More about the number, such as its source.").optional(),
      }),
      "The numbers.",
    ),
  },
  "Large numbers.",
);
