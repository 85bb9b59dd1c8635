/** An S3 bucket as a website (https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html). */

import { decodePath } from "../utils/percent.js";
import { rulesFor } from "./folder-rules.js";
import { always, PLAIN, type Host, type Policy } from "./host.js";
import { atMost, noHeaders } from "./limits.js";
import { below } from "./paths.js";

const REDIRECTS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html";

export const s3: Host = {
  name: "s3",
  title: "S3 website",
  ownFiles: ["s3-website.json"],
  behaviour: always({
    ...PLAIN,
    // "Configuring an index document": 302 to the folder. No extension is added to a key.
    folderWithoutSlash: 302,
    withoutEnding: "missing",
    detourKeepsQuery: false,
    // Metadata of an object is sent with it: its type and Cache-Control.
    headers: "cache",
    malformed: 404,
    compresses: false,
    // A routing rule covers every key with its prefix. For a single URL, a page that redirects is exact.
    // Rules are used where no page is possible.
    redirects: { ...PLAIN.redirects, by: "pages", winOverFiles: false, query: "dropped" },
  }),
  // Input of `aws s3api put-bucket-website --website-configuration file://_site/s3-website.json`.
  files: (policy) => {
    const rules = routingRules(policy);
    const website = {
      IndexDocument: { Suffix: "index.html" },
      ErrorDocument: { Key: "404.html" },
      ...(rules.length > 0 && { RoutingRules: rules }),
    };
    return [{ path: "s3-website.json", content: `${JSON.stringify(website, undefined, 2)}\n` }];
  },
  // "50 routing rules per website configuration" (userguide/how-to-page-redirect, "Advanced conditional
  // redirects").
  check: (policy) => [
    ...noHeaders("The website endpoint of S3", policy),
    ...atMost(
      "An S3 website",
      50,
      routingRules(policy).length,
      "routing rules, for redirected folders and files,",
      REDIRECTS,
    ),
  ],
};

/** For folders, and for URLs that cannot have a page, such as `/old.php`. */
function routingRules(policy: Policy): readonly unknown[] {
  const { redirects, folders } = rulesFor(s3.behaviour[policy.style], policy);
  const moved = [
    ...redirects.map((redirect) => ({ ...redirect, keepsRest: false })),
    ...folders.map((rule) => ({ ...rule, from: rule.folder })),
  ];
  return moved.map(({ from, to, keepsRest, status }) => ({
    // Keys are not encoded. The condition requires a 404, so that existing files win.
    Condition: {
      KeyPrefixEquals: below(policy.base, decodePath(from) ?? from).slice(1),
      HttpErrorCodeReturnedEquals: "404",
    },
    Redirect: redirectOf(below(policy.base, to), keepsRest, status),
  }));
}

/** The target of a rule: a key, on this host or another. */
function redirectOf(to: string, keepsRest: boolean, status: number): unknown {
  const [, protocol, host, path = ""] = /^(?:(https?):\/\/([^/?#]+))?\/?(.*)$/s.exec(to) ?? [];
  return {
    ...(protocol !== undefined && { Protocol: protocol, HostName: host }),
    [keepsRest ? "ReplaceKeyPrefixWith" : "ReplaceKeyWith"]: path,
    HttpRedirectCode: String(status),
  };
}
