import { code as codeField, choice, head, list, map, plain } from "../fields.js";

/** Code to look at. */
export const code = map(
  {
    ...head,
    layout: choice(["tabs", "columns"], "One behind the other, or side by side. Default: `tabs`.").optional(),
    items: list(
      map({ label: plain("What the tab says."), code: codeField("The code.") }),
      "The pieces of code.",
    ),
  },
  "Code in several languages or files.",
);
