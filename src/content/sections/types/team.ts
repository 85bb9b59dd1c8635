import { block, head, inline, link, list, map, picture, plain } from "../fields.js";

/** Who they are. */
export const team = map(
  {
    ...head,
    items: list(
      map({
        name: inline("Who it is."),
        role: inline("What they do.").optional(),
        text: block("More about them.").optional(),
        image: picture("Their picture.").optional(),
        links: list(
          map({ text: plain("What the link says."), url: link("Where it leads.") }),
          "Where to find them.",
        ).optional(),
      }),
      "The people.",
    ),
  },
  "Who is behind it.",
);
