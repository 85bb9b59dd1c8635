/** A bucket of S3 as a website (https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html). */

import { always, PLAIN, type Host } from "./host.js";
import { noHeaders } from "./limits.js";

export const s3: Host = {
  name: "s3",
  title: "S3 website",
  ownFiles: ["s3-website.json"],
  behaviour: always({
    ...PLAIN,
    // "Configuring an index document": 302 to the folder; no key has an ending added.
    folderWithoutSlash: 302,
    withoutEnding: "missing",
    detourKeepsQuery: false,
    // What is kept with an object is sent with it: its type and Cache-Control.
    headers: "cache",
    malformed: 404,
    compresses: false,
    // A routing rule covers every key that starts like its own, and there may be 50: pages that lead on are exact.
    redirects: { ...PLAIN.redirects, by: "pages" },
  }),
  // What `aws s3api put-bucket-website --website-configuration file://_site/s3-website.json` takes.
  files: () => [{ path: "s3-website.json", content: `${JSON.stringify({ IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "404.html" } }, undefined, 2)}\n` }],
  check: (policy) => noHeaders("The website endpoint of S3", policy),
};
