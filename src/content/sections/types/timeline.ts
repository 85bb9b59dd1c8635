import { block, head, inline, list, map } from "../fields.js";

/** Events in order of time. */
export const timeline = map(
  {
    ...head,
    items: list(
      map({
        date: inline("Date, as text."),
        title: inline("Title of the event."),
        text: block("Description of the event.").optional(),
      }),
      "The events, in order.",
    ),
  },
  "A list of dated events.",
);
