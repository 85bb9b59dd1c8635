/** What both kinds of forms share. */

import { choice, endpoint, inline, link, list, map, plain } from "./fields.js";

/** Where a form goes. */
export const target = {
  service: choice(
    ["plain", "netlify", "formspree"],
    "Who takes the form: an address of your own, Netlify Forms, or Formspree. Default: `plain`.",
  ).optional(),
  action: endpoint(
    "Address that the form is posted to, left as it is: `https://…`, or a path on your own host. Netlify needs none.",
  ).optional(),
  thanks: link("With Netlify, the page that says thank you.").optional(),
  name: plain("Name of the form, for the service.").optional(),
  button: inline("What the button says.").optional(),
  note: inline("A small line below the button, such as what happens with the address.").optional(),
  hidden: list(
    map({ name: plain("The field's name."), value: plain("Its value.") }),
    "Fields that are sent along, such as a subject.",
  ).optional(),
} as const;

/** Only Netlify knows by itself where a form goes. */
export function needsAction(
  section: { readonly service?: string | undefined; readonly action?: string | undefined },
  check: {
    addIssue(issue: {
      readonly code: "custom";
      readonly path: PropertyKey[];
      readonly message: string;
    }): void;
  },
): void {
  if (section.service !== "netlify" && section.action === undefined)
    check.addIssue({ code: "custom", path: ["action"], message: "is missing" });
}
