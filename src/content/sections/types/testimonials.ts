import { block, head, inline, link, list, map, picture } from "../fields.js";

/** Quotes from customers. */
export const testimonials = map(
  {
    ...head,
    items: list(
      map({
        quote: block("The quote."),
        name: inline("Name of the person."),
        role: inline("Role and company of the person.").optional(),
        image: picture("A photo.").optional(),
        url: link("Source of the quote.").optional(),
      }),
      "The quotes.",
    ),
  },
  "Quotes of customers or users.",
);
