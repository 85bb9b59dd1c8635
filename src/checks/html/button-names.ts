/** Reports buttons without a name. */

import { findNameless } from "./nameless.js";
import type { HtmlRule } from "./rule.js";

export const buttonNames: HtmlRule = {
  name: "button-names",
  code: "button-text",
  find: (page, report) => findNameless(page, ({ name }) => name === "button", report),
  describe: ({ text }) => [
    `The button \`${text}\` has no text: screen readers do not say what it does.`,
    'Write its text, or add `aria-label="Close"`.',
  ],
};
