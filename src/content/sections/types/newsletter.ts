import { head, map, plain } from "../fields.js";
import { needsAction, target } from "../form-fields.js";

/** A form with one field for an email address. */
export const newsletter = map(
  {
    ...head,
    ...target,
    field: plain("Name of the email field. Default: `email`.").optional(),
    label: plain("Label of the field. Default: the theme's word for it.").optional(),
    placeholder: plain("Example in the empty field.").optional(),
  },
  "A newsletter sign-up form that works without JavaScript, with a hidden field against spam.",
).superRefine(needsAction);
