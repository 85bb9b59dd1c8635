/** GitHub Pages (https://docs.github.com/pages). */

import { always, PLAIN, type Host } from "./host.js";
import { noHeaders } from "./limits.js";

export const githubPages: Host = {
  name: "github-pages",
  title: "GitHub Pages",
  ownFiles: [".nojekyll", "CNAME"],
  behaviour: always({
    ...PLAIN,
    headers: "none",
    // Every answer may be kept for ten minutes, whatever the site asks for.
    ownHeaders: { "Cache-Control": "max-age=600" },
    redirects: { ...PLAIN.redirects, by: "pages", folders: "none" },
  }),
  files: ({ domain }) => [
    // Without it, Jekyll leaves out what starts with an underscore (docs.github.com, "Static site generators other than Jekyll").
    { path: ".nojekyll", content: "" },
    // The name of a site that has its own; those of GitHub need none (docs.github.com, "Troubleshooting custom domains").
    ...(domain === "" || domain.endsWith(".github.io") ? [] : [{ path: "CNAME", content: `${domain}\n` }]),
  ],
  check: (policy) => noHeaders("GitHub Pages", policy),
};
