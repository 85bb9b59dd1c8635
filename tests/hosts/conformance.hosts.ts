/** The table of requests against the hosts' own servers, and `preview --as` against both. Run by `npm run test:hosts`. */

import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { HostName } from "../../src/config/options.js";
import { HOSTS } from "../../src/hosting/hosts.js";
import { PROJECT } from "../support/site.js";
import { ask, type Address, type HostAnswer } from "./ask.js";
import { DIFFERENCES, UNCOMPARED } from "./known-differences.js";
import { matrix, replaceGenerated } from "./matrix.js";
import { previewAs } from "./preview.js";
import { REQUESTS, type HostRequest } from "./requests.js";
import { SERVERS, type RealServer } from "./servers.js";
import { filesFor, folderOf, policyOf } from "./site.js";

const answers = new Map<HostName, ReadonlyMap<string, HostAnswer | string>>();

describe.each(SERVERS.map((server) => [server.title, server] as const))("%s", (_, server) => {
  const reason = server.missing();
  if (reason !== undefined) console.warn(`${server.title} is left out: ${reason}`);
  const bases = ["nginx", "apache", "caddy"].includes(server.host) ? ["/", "/x/"] : ["/"];
  // Those whose settings depend on the style are asked in both; serve-handler is too unlike Vercel in the style "file".
  const styles = ["firebase", "cloudfront"].includes(server.host)
    ? (["directory", "file"] as const)
    : (["directory"] as const);
  it
    .skipIf(reason !== undefined)
    .each(bases.flatMap((base) => styles.map((style) => [base, style] as const)))(
    "answers as `preview --as` does, at %s in the style %s",
    async (base, style) => {
      const { real, preview } = await askBoth(server, base, style);
      if (base === "/" && style === "directory") answers.set(server.host, real);
      const differences = DIFFERENCES[server.host] ?? [];
      const unequal: unknown[] = [];
      for (const { name } of REQUESTS) {
        const known = differences.find(({ request }) => request === name);
        const left = new Set<string>([
          ...(UNCOMPARED[server.host] ?? []),
          ...(known === undefined ? [] : (known.only ?? ["*"])),
        ]);
        const theirs = comparable(real.get(name), left);
        const ours = comparable(preview.get(name), left);
        if (theirs !== ours) unequal.push({ name, theirs, ours });
        // A difference that has gone is to be taken out of the list.
        if (
          known !== undefined &&
          comparable(real.get(name), new Set(UNCOMPARED[server.host])) ===
            comparable(preview.get(name), new Set(UNCOMPARED[server.host]))
        )
          unequal.push({ name, stale: known.why });
      }
      expect(unequal).toEqual([]);
    },
    180_000,
  );
});

afterAll(() => {
  // The matrix is of all servers or not written: a page that depends on what is installed would change from machine to machine.
  const file = join(PROJECT, "content/docs/hosts.md");
  const page = readFileSync(file, "utf8");
  const made = replaceGenerated(page, matrix(answers));
  if (SERVERS.every(({ host }) => answers.has(host)) && made !== page) writeFileSync(file, made);
});

async function askBoth(
  server: RealServer,
  base: string,
  style: "directory" | "file",
): Promise<{
  readonly real: ReadonlyMap<string, HostAnswer | string>;
  readonly preview: ReadonlyMap<string, HostAnswer | string>;
}> {
  const host = HOSTS[server.host];
  const policy = policyOf(host, base, style);
  const files = filesFor(host, policy);
  const folder = folderOf(files, base);
  chmodSync(folder.path, 0o755);
  const work = realpathSync(mkdtempSync(join(tmpdir(), "handbill-server-")));
  const shown = await previewAs(host, policy, join(folder.path, base), new Set(files.keys()));
  try {
    const running = await server.start(folder.path, work);
    try {
      return { real: await askAll(running.address, base), preview: await askAll(shown.address, base) };
    } finally {
      await running.close();
    }
  } finally {
    shown.close();
    folder.remove();
    rmSync(work, { recursive: true, force: true });
  }
}

async function askAll(address: Address, base: string): Promise<ReadonlyMap<string, HostAnswer | string>> {
  const all = new Map<string, HostAnswer | string>();
  for (const request of REQUESTS) {
    const wanted: HostRequest = { ...request, path: base + request.path.slice(1) };
    all.set(request.name, await ask(address, wanted).catch((error: unknown) => String(error)));
  }
  return all;
}

/** What a reader notices of an answer, as text. */
function comparable(answer: HostAnswer | string | undefined, left: ReadonlySet<string>): string {
  if (answer === undefined || typeof answer === "string" || left.has("*"))
    return left.has("*") ? "" : String(answer);
  const isSent = answer.status === 200 || answer.status === 206;
  const isPage = isSent || answer.status === 404;
  // What is said with redirects, unchanged files and missing parts differs, and matters to nobody.
  const parts: Partial<Record<keyof HostAnswer, string>> = {
    location: answer.location ?? "",
    ...(isPage && {
      file: answer.file,
      type: answer.type,
      cache: answer.cache,
      own: answer.own,
      policy: answer.policy === "" ? "no policy" : "a policy",
      range: answer.range,
      encoding: answer.encoding,
    }),
  };
  return [
    `${answer.status}`,
    ...Object.entries(parts)
      .filter(([key, value]) => !left.has(key) && value !== "")
      .map(([key, value]) => `${key}: ${value}`),
  ].join(" | ");
}
