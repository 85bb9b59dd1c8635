import { head, link, list, map, picture, plain } from "../fields.js";

/** A row of logos. */
export const logos = map(
  {
    ...head,
    items: list(
      map({
        name: plain("Name, shown as text if there is no image."),
        image: picture("The logo.").optional(),
        url: link("Link target.").optional(),
      }),
      "The logos.",
    ),
  },
  "Names or logos in a row.",
);
