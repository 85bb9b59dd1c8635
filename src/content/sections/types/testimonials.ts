import { block, head, inline, link, list, map, picture } from "../fields.js";

/** What others say. */
export const testimonials = map(
  {
    ...head,
    items: list(
      map({
        quote: block("What is said."),
        name: inline("Who says it."),
        role: inline("What they do, and where.").optional(),
        image: picture("Their picture.").optional(),
        url: link("Where they said it.").optional(),
      }),
      "The quotes.",
    ),
  },
  "What people say.",
);
