import { actions, head, inline, map } from "../fields.js";

/** A call to action. */
export const cta = map(
  {
    ...head,
    title: inline("Heading of the section."),
    actions: actions("Buttons.").optional(),
    note: inline("Small text below the buttons.").optional(),
  },
  "A call to action in large type.",
);
