/** Redirects of folders: who wins, on every host, whatever the table and the files. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnswers } from "../../src/hosting/answer.js";
import { folderRules, pagesFor } from "../../src/hosting/folder-rules.js";
import type { Host, Policy } from "../../src/hosting/host.js";
import { HOSTS } from "../../src/hosting/hosts.js";
import { spellings } from "../../src/hosting/paths.js";
import { redirectFile } from "../../src/hosting/redirect-page.js";
import type { Redirect } from "../../src/model/redirect.js";
import { matchFolder, longestFirst } from "../../src/site/redirects/folder-redirects.js";
import { createRedirects } from "../../src/site/redirects/redirects.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";
import { runs } from "../support/runs.js";

/** More are run by hand: this is a search among what hosts can be asked. */
const RUNS = Number(process.env["FOLDER_RUNS"] ?? 60);
const at = { file: ".eleventy.ts", line: 1, column: 1, length: 1 };
const name = fc.constantFrom("a", "b", "c");
const folder = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join("/")}/`);
const target = fc.oneof(
  folder,
  folder.map((to) => `${to}:splat`),
  fc.constantFrom("/", "/:splat", "https://x.example/:splat"),
);
const table = fc.uniqueArray(
  fc.oneof(
    fc.tuple(
      folder.map((from) => `${from}*`),
      target,
    ),
    fc.tuple(folder, folder),
  ),
  { selector: ([from]) => from, maxLength: 6 },
);
const pages = fc.uniqueArray(folder, { maxLength: 6 });

function policyFor(rows: readonly (readonly [string, string])[], own: readonly string[]): Policy {
  const redirects = createRedirects({
    configured: rows.map(([from, to]): Redirect => ({ from, to, status: 301, ...at })),
    pages: [],
    urlOf: () => false,
    urls: () => [],
  });
  const files = new Set([...own.map((url) => `${url.slice(1)}index.html`), "404.html"]);
  const all = redirects.all();
  return {
    base: "/",
    style: "directory",
    redirects: all,
    folders: folderRules({ style: "directory", redirects: all, folders: redirects.folders(), files }),
    headers: [],
    domain: "",
    hidden: [],
  };
}

function asked({ behaviour }: Host, policy: Policy, own: readonly string[]): (path: string) => string {
  const of = behaviour.directory;
  const leadingOn = (
    of.redirects.by === "rules"
      ? []
      : [...policy.redirects, ...policy.folders.flatMap((rule) => pagesFor(of, rule))]
  ).flatMap((redirect) => [[redirectFile(redirect, policy) ?? "", redirect.to] as const]);
  const ends = new Map(leadingOn.toReversed());
  const files = new Set([...own.map((url) => `${url.slice(1)}index.html`), "404.html", ...ends.keys()]);
  const isOwn = (file: string) => own.includes(`/${file.replace(/index\.html$/, "")}`);
  const answer = createAnswers({ ...policy, behaviour: of }, () => files);
  return (path) => {
    const { status, location, file = "" } = answer(path);
    if (status === 404) return "missing";
    return status === 200 ? (isOwn(file) ? "page" : (ends.get(file) ?? "?")) : (location ?? "");
  };
}

/** What is meant, in the words of the documentation, told without an index. */
function meant(policy: Policy, path: string): string | undefined {
  const exact = policy.redirects.find(({ from }) => from === path);
  if (exact !== undefined) return exact.to;
  const folders = policy.folders.filter(({ folder: from }) => path.startsWith(from));
  const longest = folders.reduce<(typeof folders)[number] | undefined>(
    (best, one) => (best === undefined || one.folder.length > best.folder.length ? one : best),
    undefined,
  );
  return longest && (longest.keepsRest ? longest.to + path.slice(longest.folder.length) : longest.to);
}

/** As one finds them who compares each folder with each address. */
function foundOneByOne({ redirects, folders }: Policy, files: ReadonlySet<string>): unknown {
  const taken = new Set(redirects.flatMap(({ from }) => spellings(from)));
  const addresses = [...files].map((file) => `/${file}`.replace(/index\.html$/, ""));
  return folders.map(({ folder, to, keepsRest }) => {
    const leads = (address: string) => matchFolder(folders, address)?.redirect.folder === folder;
    const lefts =
      keepsRest && to.startsWith("/")
        ? addresses
            .filter((address) => address.startsWith(to) && address !== "/404.html")
            .map((address) => folder + address.slice(to.length))
        : [];
    const each = [...new Set([folder, ...lefts])].filter(
      (from) =>
        !taken.has(from) &&
        leads(from) &&
        !files.has(`${from.slice(1)}${from.endsWith("/") ? "index.html" : ".html"}`) &&
        !files.has(from.slice(1)),
    );
    return { folder, each, covered: addresses.filter(leads).sort() };
  });
}

it("match a comparison of each folder with each URL", () => {
  fc.assert(
    fc.property(table, pages, (rows, own) => {
      const policy = policyFor(rows, own);
      const files = new Set([...own.map((url) => `${url.slice(1)}index.html`), "404.html"]);
      expect(
        policy.folders.map(({ folder, each, covered }) => ({
          folder,
          each: each.map(({ from }) => from),
          covered,
        })),
      ).toEqual(foundOneByOne(policy, files));
    }),
    { numRuns: runs(1000) },
  );
});

it("are found in time that grows with their number and that of the pages", async () => {
  const rules = (size: number) => {
    const folders = longestFirst(
      Array.from({ length: size }, (_, index) => ({
        folder: `/old${index}/`,
        to: `/new${index}/`,
        keepsRest: true,
        status: 301 as const,
        ...at,
      })),
    );
    const files = new Set(Array.from({ length: size }, (_, index) => `new${index}/index.html`));
    expect(
      folderRules({ style: "directory", redirects: [], folders, files }).every(
        ({ each }) => each.length === 1,
      ),
    ).toBe(true);
  };
  expect(await growthOf(rules, 8000)).toBeLessThan(TOO_MUCH);
}, 60_000);

describe.each(Object.values(HOSTS).map((host) => [host.title, host] as const))("on %s", (_, host) => {
  const { directory } = host.behaviour;
  it("a redirect of one URL wins over a folder, a longer folder over a shorter, and on hosts that serve files first a page over both", () => {
    fc.assert(
      fc.property(table, pages, folder, (rows, own, path) => {
        const policy = policyFor(rows, own);
        const got = asked(host, policy, own)(path);
        const to = meant(policy, path);
        const isPage = own.includes(path);
        const exact = policy.redirects.find(({ from }) => from === path);
        // A page at the address of a redirect of its own is an error before any host is asked.
        if (isPage && exact !== undefined) return;
        if (to === undefined) expect(got).toBe(isPage ? "page" : "missing");
        else if (exact !== undefined) expect(got).toBe(to);
        else if (isPage && directory.redirects.folders !== "before files") expect(got).toBe("page");
        // Without a rule that keeps the rest, only what is known to be there is led on: nothing else would arrive.
        else if (isPage && got === "page") expect(directory.redirects.rest).toBe(false);
        else if (got === "missing") {
          expect(directory.redirects.folders === "none" || !directory.redirects.rest).toBe(true);
          const whole = policy.folders.find(({ folder: from }) => path.startsWith(from))!;
          if (whole.keepsRest && whole.to.startsWith("/")) expect(own).not.toContain(to);
        } else expect(got).toBe(to);
      }),
      { numRuns: RUNS },
    );
  });

  it("never redirects in a circle", () => {
    fc.assert(
      fc.property(table, pages, folder, (rows, own, path) => {
        const ask = asked(host, policyFor(rows, own), own);
        let here = path;
        for (let steps = 0; ; steps += 1) {
          expect(steps, `${path} in ${JSON.stringify(rows)}`).toBeLessThan(10);
          const to = ask(here);
          if (to === "page" || to === "missing" || !to.startsWith("/")) return;
          here = to;
        }
      }),
      { numRuns: RUNS },
    );
  });
});

it("a folder that a host has no rule for is not led on by the rule of a wider one", () => {
  const policy = policyFor(
    [
      ["/old/*", "/"],
      ["/old/guide/*", "https://x.example/:splat"],
    ],
    ["/old/guide/kept/"],
  );
  const ask = asked(HOSTS.azure, policy, ["/old/guide/kept/"]);
  expect(["/old/a/", "/old/guide/", "/old/guide/a/", "/old/guide/kept/"].map(ask)).toEqual([
    "/",
    "https://x.example/",
    "missing",
    "page",
  ]);
  const [file] = HOSTS.azure.files(policy);
  const { routes } = JSON.parse(file?.content ?? "") as { routes: { route: string }[] };
  expect(routes.filter(({ route }) => route.endsWith("*"))).toMatchObject([
    { route: "/old/guide/*", allowedRoles: ["anonymous"] },
    { route: "/old/*", redirect: "/" },
  ]);
});
