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
    // Browsers cache every response for ten minutes, whatever headers the site sets.
    ownHeaders: { "Cache-Control": "max-age=600" },
    redirects: { ...PLAIN.redirects, by: "pages", folders: "none" },
  }),
  files: ({ domain }) => [
    // Without it, Jekyll ignores files that start with an underscore (docs.github.com, "Static site
    // generators other than Jekyll").
    { path: ".nojekyll", content: "" },
    // The custom domain of a site. Domains of GitHub need none (docs.github.com, "Troubleshooting custom
    // domains").
    ...(domain === "" || domain.endsWith(".github.io") ? [] : [{ path: "CNAME", content: `${domain}\n` }]),
  ],
  check: (policy) => noHeaders("GitHub Pages", policy),
};
