import { choice, flag, head, inline, list, map, plain } from "../fields.js";
import { needsAction, target } from "../form-fields.js";

/** A form with several fields. */
export const contact = map(
  {
    ...head,
    ...target,
    fields: list(
      map({
        name: plain("Name under which the value is sent."),
        label: inline("Label above the field, or next to a checkbox."),
        kind: choice(
          ["text", "email", "tel", "url", "number", "date", "textarea", "select", "checkbox"],
          "Type of the field. Default: `text`.",
        ).optional(),
        options: list(plain("A choice."), "The choices of a `select`.").optional(),
        optional: flag("Whether the field may be empty.").optional(),
        autocomplete: plain("What browsers can fill in: `name`, `email`, `organization`.").optional(),
        hint: plain("Small text below the field.").optional(),
      }),
      "The fields.",
    ),
  },
  "A form that works without JavaScript, with a hidden field against spam.",
).superRefine((section, check) => {
  needsAction(section, check);
  section.fields.forEach(({ kind, options }, index) => {
    if (kind === "select" && options === undefined)
      check.addIssue({
        code: "custom",
        path: ["fields", index, "options"],
        message: "is missing: a `select` needs choices",
      });
  });
});
