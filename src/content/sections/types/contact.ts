import { choice, flag, head, inline, list, map, plain } from "../fields.js";
import { needsAction, target } from "../form-fields.js";

/** A form of several fields. */
export const contact = map(
  {
    ...head,
    ...target,
    fields: list(
      map({
        name: plain("Name under which the value is sent."),
        label: inline("What stands above the field, or beside a checkbox."),
        kind: choice(
          ["text", "email", "tel", "url", "number", "date", "textarea", "select", "checkbox"],
          "What may be put in. Default: `text`.",
        ).optional(),
        options: list(plain("A choice."), "The choices of a `select`.").optional(),
        optional: flag("The form may be sent without it.").optional(),
        autocomplete: plain("What a browser fills in: `name`, `email`, `organization`.").optional(),
        hint: plain("A small line below the field.").optional(),
      }),
      "The fields.",
    ),
  },
  "A form. It needs no script, and has a trap for robots.",
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
