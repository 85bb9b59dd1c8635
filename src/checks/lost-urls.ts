/** Reports URLs and heading ids of a previous release that this one lacks. */

import { reportLostUrls } from "../site/redirects/lost-urls.js";
import type { Check } from "./check.js";

export const lostUrls: Check = {
  name: "lost-urls",
  codes: ["lost-address", "lost-anchor"],
  per: "site",
  run: ({ published, loaded: { site }, outputIndex, config: { gone } }) =>
    reportLostUrls(published, site, outputIndex, gone),
};
