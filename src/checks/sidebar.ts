/** Reports pages that `sidebar` names and that exist in no language. */

import type { Check } from "./check.js";

export const sidebar: Check = {
  name: "sidebar",
  codes: ["broken-link"],
  per: "site",
  run: ({ loaded: { site } }) => site.checkSidebar(),
};
