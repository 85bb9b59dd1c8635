/** The pipeline of `handbill ci gitlab` by GitLab's published schema, as gitlab-ci-local brings it. Run by `npm run test:hosts`. */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { gitlabPipeline } from "../../src/deploy/ci-gitlab.js";
import type { DeployTarget } from "../../src/config/deploy-options.js";

const TOOLS = fileURLToPath(new URL("tools/node_modules", import.meta.url));
const missing = existsSync(join(TOOLS, "gitlab-ci-local"))
  ? undefined
  : "there is no gitlab-ci-local; it comes with: npm install --prefix tests/hosts/tools --ignore-scripts";
if (missing !== undefined) console.warn(`GitLab's schema is left out: ${missing}`);

const TARGETS: readonly DeployTarget[] = [
  { to: "s3", bucket: "b" },
  { to: "git" },
  { to: "rsync", destination: "a@b:/c" },
  { to: "netlify" },
  { to: "cloudflare", project: "x" },
  { to: "vercel" },
  { to: "firebase" },
  { to: "folder", path: "/srv" },
];

type Validate = ((value: unknown) => boolean) & { readonly errors?: unknown };

async function validator(): Promise<Validate> {
  const { schema } = (await import(
    pathToFileURL(join(TOOLS, "gitlab-ci-local/src/schema/schema.js")).href
  )) as { readonly schema: object };
  const { default: Ajv } = createRequire(join(TOOLS, "x.js"))("ajv") as {
    readonly default: new (options: object) => { compile(schema: object): Validate };
  };
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

it.skipIf(missing !== undefined)(
  "a pipeline is valid by GitLab's schema for any target, and a wrong one is not",
  async () => {
    const isValid = await validator();
    for (const hasPackages of [false, true]) {
      for (const targets of [
        {},
        ...TARGETS.flatMap((target) => [{ production: target }, { live: target, preview: target }]),
      ]) {
        expect(
          isValid(parse(gitlabPipeline({ hasPackages, version: "1.2.3", targets }).content)),
          JSON.stringify([targets, isValid.errors]),
        ).toBe(true);
      }
    }
    const { content } = gitlabPipeline({
      hasPackages: true,
      version: "1.2.3",
      targets: { production: { to: "git" } },
    });
    for (const [right, wrong] of [
      ["when: always", "when: allways"],
      ["resource_group: deploy", "resource_group: [deploy]"],
      ["codequality: findings.json", "codequality: 1"],
    ] as const) {
      expect(content).toContain(right);
      expect(isValid(parse(content.replace(right, wrong))), wrong).toBe(false);
    }
  },
);
