/** Reports form fields without a label. */

import { hasAny, isHidden, valueOf, type HtmlRule } from "./rule.js";
import { hiddenParts } from "./hidden-parts.js";

/** Types of `<input>` that need no label or have their own. */
const OTHERS = /^(?:hidden|submit|reset|button|image)$/i;

export const formLabels: HtmlRule = {
  name: "form-labels",
  code: "field-label",
  find({ tags }, report) {
    if (!tags.some(({ name }) => isField(name))) return;
    const labelled = new Set(
      tags.flatMap((tag) => (tag.name === "label" ? (valueOf(tag, "for") ?? []) : [])),
    );
    const hides = hiddenParts();
    let labels = 0;
    for (const tag of tags) {
      const isAway = hides(tag);
      if (tag.name === "label") labels = Math.max(0, labels + (tag.closing ? -1 : 1));
      if (tag.closing || !isField(tag.name) || labels > 0 || isAway || isHidden(tag)) continue;
      if (tag.name === "input" && OTHERS.test((valueOf(tag, "type") ?? "").trim())) continue;
      // Readers do not fill in a disabled box, such as that of a task. A trap for bots cannot be reached with
      // the Tab key.
      if (valueOf(tag, "disabled") !== undefined || valueOf(tag, "tabindex") === "-1") continue;
      if (hasAny(tag, "aria-label", "aria-labelledby", "title", "placeholder")) continue;
      if (labelled.has(valueOf(tag, "id") ?? "")) continue;
      report(tag, tag.name);
    }
  },
  describe: ({ text }) => [
    `The field \`${text}\` has no label: screen readers do not say what to enter.`,
    'Write `<label>Email <input …></label>`, or give the field an `aria-label="Email"`.',
  ],
};

function isField(name: string): boolean {
  return name === "input" || name === "select" || name === "textarea";
}
