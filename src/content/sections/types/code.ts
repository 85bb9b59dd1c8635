import { code as codeField, choice, head, list, map, plain } from "../fields.js";

/** Code examples. */
export const code = map(
  {
    ...head,
    layout: choice(["tabs", "columns"], "Tabs, or side by side. Default: `tabs`.").optional(),
    items: list(map({ label: plain("Text of the tab."), code: codeField("The code.") }), "The code samples."),
  },
  "Code in several languages or files.",
);
