/** An unknown server for plain files. Only features that every server has are used. */

import { always, PLAIN, type Host } from "./host.js";
import { noHeaders } from "./limits.js";

export const plainFiles: Host = {
  name: "files",
  title: "Plain files",
  ownFiles: [],
  // Every server sends the index file for the URL of its folder.
  behaviour: always({
    ...PLAIN,
    withoutEnding: "missing",
    headers: "none",
    redirects: { ...PLAIN.redirects, by: "pages", folders: "none" },
  }),
  files: () => [],
  check: (policy) => noHeaders("A server of plain files", policy),
};
