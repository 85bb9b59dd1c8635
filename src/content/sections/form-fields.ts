/** Fields of both kinds of forms. */

import { choice, endpoint, inline, link, list, map, plain } from "./fields.js";

/** The service or URL that receives a form. */
export const target = {
  service: choice(
    ["plain", "netlify", "formspree"],
    "Form service: your own URL, Netlify Forms, or Formspree. Default: `plain`.",
  ).optional(),
  action: endpoint(
    "URL that receives the form: `https://…`, or a path on your host. Netlify needs none.",
  ).optional(),
  thanks: link("With Netlify, the page to show afterwards.").optional(),
  name: plain("Name of the form, for the service.").optional(),
  button: inline("Text of the button.").optional(),
  note: inline("Small text below the button, such as a privacy note.").optional(),
  hidden: list(
    map({ name: plain("The field's name."), value: plain("Its value.") }),
    "Hidden fields that are sent along, such as a subject.",
  ).optional(),
} as const;

/** All services except Netlify need an `action`. */
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
