/** The registry of hosts. */

import { apache } from "./apache.js";
import { azure } from "./azure.js";
import { caddy } from "./caddy.js";
import { cloudflare } from "./cloudflare.js";
import { cloudfront } from "./cloudfront.js";
import { plainFiles } from "./files.js";
import { firebase } from "./firebase.js";
import { githubPages } from "./github-pages.js";
import { gitlabPages } from "./gitlab-pages.js";
import type { Host } from "./host.js";
import { netlify } from "./netlify.js";
import { nginx } from "./nginx.js";
import { s3 } from "./s3.js";
import { vercel } from "./vercel.js";

/** Every host by its name, as in `hosts` and `preview --as`. */
export const HOSTS = {
  netlify,
  cloudflare,
  vercel,
  firebase,
  "github-pages": githubPages,
  "gitlab-pages": gitlabPages,
  azure,
  s3,
  cloudfront,
  nginx,
  apache,
  caddy,
  files: plainFiles,
} as const satisfies Readonly<Record<string, Host>>;

export type HostName = keyof typeof HOSTS;
/** The supported hosts. `files` is any server that serves plain files. */
export const HOST_NAMES = Object.keys(HOSTS) as readonly HostName[];
