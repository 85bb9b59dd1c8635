import { head, map, plain } from "../fields.js";
import { needsAction, target } from "../form-fields.js";

/** One field for an address. */
export const newsletter = map(
  {
    ...head,
    ...target,
    field: plain("Name of the field of the address. Default: `email`.").optional(),
    label: plain("What stands beside the field. Default: the theme's word for it.").optional(),
    placeholder: plain("An address as an example.").optional(),
  },
  "A field for an e-mail address. It needs no script, and has a trap for robots.",
).superRefine(needsAction);
