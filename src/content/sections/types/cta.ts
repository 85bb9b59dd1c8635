import { actions, head, inline, map } from "../fields.js";

/** A call to action. */
export const cta = map(
  {
    ...head,
    title: inline("The section's heading."),
    actions: actions("Buttons.").optional(),
    note: inline("A small line below the buttons.").optional(),
  },
  "One thing to do, said large.",
);
