import { block, head, inline, link, list, map, picture, plain } from "../fields.js";

/** Team members. */
export const team = map(
  {
    ...head,
    items: list(
      map({
        name: inline("Name of the person."),
        role: inline("Role of the person.").optional(),
        text: block("More about the person.").optional(),
        image: picture("A photo.").optional(),
        links: list(
          map({ text: plain("Text of the link."), url: link("Link target.") }),
          "Links of the person.",
        ).optional(),
      }),
      "The people.",
    ),
  },
  "People with photo, role and links.",
);
