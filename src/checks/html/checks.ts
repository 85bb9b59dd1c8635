/** The rules over finished HTML as checks. */

import type { Check } from "../check.js";
import { htmlRules } from "./rules.js";

export const htmlChecks: readonly Check[] = htmlRules.map(({ name, code }) => ({
  name,
  codes: [code],
  per: "site",
  run: ({ inHtml }) => inHtml(code),
}));
