/** Configuration files for a site's hosts: redirects, headers and settings in each host's format. */

import { HOSTS } from "../hosting/hosts.js";
import { policyOf } from "../hosting/policy.js";
import { made, type GeneratedFile, type Generator } from "./generator.js";

export const hostFiles: Generator = {
  name: "host-files",
  onOwnFile: "conflict",
  plan({ config, site, pages, sources, hashed }) {
    if (config.hosts.length === 0) return undefined;
    const copied = new Set(site.staticFiles.map(({ output }) => output));
    const policy = policyOf(config, site, [...pages.map(({ path }) => path), ...copied], sources, hashed);
    return {
      depends: [config.hosts.join(), JSON.stringify(policy)],
      make: () => {
        const files = new Map<string, GeneratedFile>();
        const findings = config.hosts.flatMap((name) => {
          const host = HOSTS[name];
          const written = host.files(policy);
          for (const { path, content } of written) {
            // A site may have its own CNAME file.
            if (path !== "CNAME" || !copied.has(path))
              files.set(path, { path, content, source: `handbill:${name}` });
          }
          return host
            .check(policy, written)
            .map((found) => ({ file: config.file ?? ".eleventy.ts", ...found }));
        });
        return made([...files.values()], findings);
      },
    };
  },
};
