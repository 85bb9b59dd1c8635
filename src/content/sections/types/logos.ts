import { head, link, list, map, picture, plain } from "../fields.js";

/** A row of logos. */
export const logos = map(
  {
    ...head,
    items: list(
      map({
        name: plain("Whose logo it is; shown as text where there is no picture."),
        image: picture("The logo.").optional(),
        url: link("Where it leads.").optional(),
      }),
      "The logos.",
    ),
  },
  "Names or logos in a row.",
);
