/** GitLab Pages (https://docs.gitlab.com/user/project/pages). */

import { diagnostic } from "../diagnostics/catalogue.js";
import { writtenFrom } from "../site/redirects/folder-redirects.js";
import { always, OLD_STATUS, PLAIN, type Host } from "./host.js";
import { atMost, noHeaders } from "./limits.js";
import { folderLineCount, redirectsFile, singleLines } from "./rule-files.js";

const REDIRECTS = "https://docs.gitlab.com/user/project/pages/redirects/";

export const gitlabPages: Host = {
  name: "gitlab-pages",
  title: "GitLab Pages",
  ownFiles: ["_redirects"],
  behaviour: always({
    ...PLAIN,
    folderWithoutSlash: 302,
    headers: "none",
    ownHeaders: { "Cache-Control": "max-age=600" },
    // "Files override redirects"; only 301 and 302 are supported (user/project/pages/redirects).
    redirects: { ...PLAIN.redirects, winOverFiles: false, status: OLD_STATUS, query: "dropped" },
  }),
  files: (policy) => [{ path: "_redirects", content: redirectsFile(policy) }],
  check: (policy, files) => [
    // The defaults of GitLab.com. Other instances can have different limits.
    ...atMost(
      "GitLab Pages",
      1000,
      singleLines(policy) + folderLineCount(policy),
      "lines of redirects",
      REDIRECTS,
    ),
    ...atMost(
      "GitLab Pages",
      65_536,
      Buffer.byteLength(files[0]?.content ?? ""),
      "bytes of _redirects",
      REDIRECTS,
    ),
    ...[...policy.redirects, ...policy.folders.map((rule) => ({ ...rule, from: writtenFrom(rule) }))]
      .filter(({ status }) => OLD_STATUS[status] !== status)
      .map(({ from, status, file, line, column, length }) =>
        diagnostic(
          "host-cannot",
          { file, line, column, length },
          `GitLab Pages supports only 301 and 302, but the redirect of ${from} has ${status}.`,
          `Use ${OLD_STATUS[status]}.`,
        ),
      ),
    ...noHeaders("GitLab Pages", policy),
  ],
};
