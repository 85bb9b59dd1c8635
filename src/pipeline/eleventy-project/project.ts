/** A project that Eleventy renders. Each of its methods runs Eleventy. */

import type { SiteConfig } from "../../config/options.js";
import type { SiteKind } from "../../config/site-kind.js";
import { HOSTS } from "../../hosting/hosts.js";
import { policyOf } from "../../hosting/policy.js";
import type { EleventyProject } from "../project.js";
import type { CommandContext } from "../result.js";

export function eleventyProject(
  context: CommandContext,
  kind: SiteKind,
  config: SiteConfig,
): EleventyProject {
  return {
    kind: "eleventy",
    config,
    build: async () => (await import("./build.js")).buildProject(context, kind),
    check: async (published) =>
      (await import("./check.js")).checkEleventyProject(context, kind, config, published),
    explain: async (wanted) => (await import("./explain.js")).explainProjectPage(context, kind, wanted),
    explainSettings: async () => (await import("./settings.js")).explainProjectSettings(context, kind),
    async answersOf(host, files) {
      // An Eleventy project's redirects and headers are in its own files, if it has any.
      const none = { redirects: () => [], folderRedirects: () => [] };
      const policy = policyOf({ ...config, headers: {} }, none, files, new Map());
      return { ...policy, headers: [], behaviour: HOSTS[host].behaviour[config.style] };
    },
  };
}
