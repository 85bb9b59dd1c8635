/** Reports scripts and styles that the hosts' Content-Security-Policy blocks. */

import type { Check } from "./check.js";

export const policy: Check = {
  name: "policy",
  codes: ["policy-blocks"],
  per: "site",
  run: ({ blocked }) => blocked(),
};
