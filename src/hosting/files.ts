/** Any server that sends plain files and about which nothing is known: what works there works everywhere. */

import { always, PLAIN, type Host } from "./host.js";
import { noHeaders } from "./limits.js";

export const plainFiles: Host = {
  name: "files",
  title: "Plain files",
  ownFiles: [],
  // Only what every server does is counted on: an index file answers for its folder.
  behaviour: always({
    ...PLAIN,
    withoutEnding: "missing",
    headers: "none",
    redirects: { ...PLAIN.redirects, by: "pages", folders: "none" },
  }),
  files: () => [],
  check: (policy) => noHeaders("A server of plain files", policy),
};
