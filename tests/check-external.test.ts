/** `handbill check --external`, through the program: its servers are those of the tests, under names of the web. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { handbill, PROJECT, site, type Files } from "./support/site.js";

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite(${options});\n`;
const CACHE = ".cache/handbill/external-links.json";

/** What is answered at the paths of all hosts: a status, or a program. All else answers 200. */
type Answers = Readonly<Record<string, number | RequestListener>>;

interface World {
  readonly port: number;
  /** What was asked: `HEAD a.dev/x`. */
  readonly asked: string[];
  readonly env: NodeJS.ProcessEnv;
}

async function world(
  answers: Answers = {},
  names: Readonly<Record<string, string>> = { "a.dev": "127.0.0.1", "b.dev": "127.0.0.1" },
): Promise<World> {
  const asked: string[] = [];
  const nameOf = ({ headers }: IncomingMessage) => headers.host?.replace(/:.*/, "") ?? "";
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${nameOf(request)}${request.url}`);
    const answer = answers[`${nameOf(request)}${request.url}`] ?? 200;
    if (typeof answer === "number") response.writeHead(answer).end();
    else void answer(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  onTestFinished(() => void (server.closeAllConnections(), server.close()));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    env: {
      NODE_OPTIONS: `--import ${new URL("support/pretend-web.js", import.meta.url).href}`,
      PRETEND_WEB: JSON.stringify(names),
    },
  };
}

/** A site whose texts name the port of the world as PORT. */
function atHome(files: Files): Files {
  return "content/index.md" in files ? files : { "public/index.html": "", ...files };
}

function siteIn({ port }: World, files: Files) {
  return site(
    Object.fromEntries(
      // Each has something at /, so that a test is told of nothing else.
      Object.entries(atHome(files)).map(([path, text]) => [
        path,
        String(text).replaceAll("PORT", String(port)),
      ]),
    ),
  );
}

const check = ({ env }: World, root: string, ...args: string[]) =>
  handbill(["check", "--external", ...args], root, env);
const placesIn = (stdout: string) =>
  (
    JSON.parse(stdout) as { diagnostics: { code: string; file: string; line: number; column: number }[] }
  ).diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);

describe("check --external", () => {
  it("reports a broken link in all its places, and requests each URL once", async () => {
    const here = await world({
      "a.dev/gone": 404,
      "a.dev/moved": (_, response) => void response.writeHead(301, { Location: "/over" }).end(),
      "a.dev/over": 410,
    });
    const { root } = siteIn(here, {
      "content/index.md":
        "# Home\n\n[x](http://a.dev:PORT/gone), [y](http://a.dev:PORT/ok#part)\n\n" +
        '<a href="http://a.dev:PORT/gone#b">z</a> ![p](http://a.dev:PORT/moved)\n',
      "content/b.md": "---\ntitle: B\n---\n<http://gone.dev/>\n\n[y](http://a.dev:PORT/ok)\n",
    });
    const { code, stderr } = await check(here, root);
    const address = `http://a.dev:${here.port}`;
    expect(stderr.replaceAll(address, "http://a.dev")).toBe(
      [
        "Reading…",
        "Rendering…",
        "Checking other sites…",
        "warning  broken-external-link  content/b.md:4:2",
        "  The page links to http://gone.dev/, and the host gone.dev does not exist.",
        "  4 │ <http://gone.dev/>",
        "    │  ^^^^^^^^^^^^^^^^",
        "  Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
        "",
        "warning  broken-external-link  content/index.md:3:5",
        "  The page links to http://a.dev/gone, which answers 404 (not found).",
        "  3 │ [x](http://a.dev/gone), [y](http://a.dev/ok#part)",
        `    │     ${"^".repeat(`${address}/gone`.length)}`,
        "  Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
        "",
        "warning  broken-external-link  content/index.md:5:10",
        "  The page links to http://a.dev/gone#b, which answers 404 (not found).",
        '  5 │ <a href="http://a.dev/gone#b">z</a> ![p](http://a.dev/moved)',
        `    │          ${"^".repeat(`${address}/gone#b`.length)}`,
        "  Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
        "",
        `warning  broken-external-link  content/index.md:5:${42 + String(here.port).length + 1}`,
        "  The page shows http://a.dev/moved, which redirects to http://a.dev/over, and that " +
          "answers 410 (removed).",
        '  5 │ <a href="http://a.dev/gone#b">z</a> ![p](http://a.dev/moved)',
        `    │ ${" ".repeat(41 + String(here.port).length + 1)}${"^".repeat(`${address}/moved`.length)}`,
        "  Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
        "",
        "4 warnings",
        "2 pages checked",
        "4 URLs of other sites: 4 checked, 3 broken",
        "",
      ].join("\n"),
    );
    expect(code).toBe(0);
    expect(here.asked.sort()).toEqual([
      "GET a.dev/gone",
      "GET a.dev/moved",
      "GET a.dev/over",
      "HEAD a.dev/gone",
      "HEAD a.dev/moved",
      "HEAD a.dev/ok",
      "HEAD a.dev/over",
    ]);
  });

  it("finds the URLs of templates, sections, data and the configuration at their places", async () => {
    const here = await world(new Proxy({}, { get: () => 404 }));
    const layout =
      `<link rel="preconnect" href="http://a.dev:${here.port}/ready"><a href="{{ title }}"><a ` +
      `href="http://a.dev:${here.port}/layout">{{ content | safe }}<form action="http://a.dev:` +
      `${here.port}/form"></form>\n`;
    const { root } = siteIn(here, {
      ".eleventy.ts": config(`{
  theme: {
    header: { menu: [{ text: "H", url: "http://b.dev:PORT/header" }] },
    footer: { social: [{ text: "S", icon: "github", url: "http://b.dev:PORT/social" }] },
  },
  sidebar: { docs: ["docs/a.md", { title: "More", link: "http://b.dev:PORT/sidebar" }] },
  redirects: { "/old/": "http://b.dev:PORT/redirect", "/all/*": "http://b.dev:PORT/:splat" },
  templatesInMarkdown: ["t.md"],
}`),
      "content/docs/a.md": "---\nlayout: own\n---\n# A\n",
      "content/index.md":
        "---\nsections:\n  - type: cta\n    title: x\n" +
        "    actions: [{ text: x, url: 'http://a.dev:PORT/section' }]\n---\n",
      "content/404.md":
        "---\nlayout: '404'\npermalink: /404.html\nlinks:\n" +
        "  - { text: x, url: 'http://a.dev:PORT/missing' }\n---\n",
      "content/n.njk": '---\ntitle: N\n---\n<a href="http://a.dev:PORT/njk">\n',
      "content/t.md":
        "---\ntitle: T\n---\n{{ title }} [x](http://a.dev:PORT/templated) [y]({{ page.url }})\n",
      "layouts/own.njk": layout,
    });
    const { code, stdout } = await check(here, root, "--format", "json");
    expect(placesIn(stdout).map((line) => line.replace("broken-external-link ", ""))).toEqual([
      ".eleventy.ts:4:41",
      ".eleventy.ts:5:59",
      ".eleventy.ts:7:58",
      ".eleventy.ts:8:17",
      // Pages that lead on cannot do that.
      "host-cannot .eleventy.ts:8:57",
      "content/404.md:5:3",
      "content/index.md:5:32",
      "content/n.njk:4:10",
      "content/t.md:4:17",
      `layouts/own.njk:1:${layout.indexOf(`http://a.dev:${here.port}/layout`) + 1}`,
    ]);
    expect(code).toBe(0);
  });

  it("says which could not be checked, and holds that against no link", async () => {
    const here = await world(
      { "a.dev/private": 403, "a.dev/login": 401, "b.dev/bots": 999 },
      { "a.dev": "127.0.0.1", "b.dev": "127.0.0.1", "inside.dev": "10.0.0.1" },
    );
    const { root } = siteIn(here, {
      "content/a.md":
        "# A\n\n[x](http://a.dev:PORT/private) [x](http://a.dev:PORT/login) " +
        "[x](http://b.dev:PORT/bots) [x](http://inside.dev/) [x](http://a.dev:PORT/)\n",
    });
    const { code, stderr } = await check(here, root);
    expect(stderr.replaceAll(`:${here.port}`, "")).toBe(
      "Reading…\nRendering…\nChecking other sites…\n1 page, nothing to report\n" +
        "5 URLs of other sites: 5 checked, 4 could not be checked: a.dev (403, 2 times), b.dev " +
        "(999), inside.dev (a private IP address)\n",
    );
    expect(code).toBe(0);
  });

  it("never asks for this machine, private networks, examples, and the site itself", async () => {
    const here = await world();
    const { root } = siteIn(here, {
      ".eleventy.ts": config('{ url: "http://a.dev:PORT" }'),
      "content/a.md":
        "# A\n\n[x](http://localhost:PORT/) [x](http://10.0.0.1/) [x](http://[::1]:PORT/) " +
        "[x](https://example.com/) [x](http://a.test/) [x](http://acme.example) " +
        "[x](http://a.dev:PORT/new/) [x](mailto:a@b.dev) [x](http://intranet/)\n",
    });
    const { stderr } = await check(here, root);
    expect(stderr).toBe("Reading…\nRendering…\n1 page, nothing to report\nNo links to other sites\n");
    expect(here.asked).toEqual([]);
  });

  it("does not request ignored URLs", async () => {
    const here = await world({ "a.dev/x/y": 404 });
    const { root } = siteIn(here, {
      ".eleventy.ts": config('{ externalLinks: { ignore: ["http://a.dev:PORT/x/**"] } }'),
      "content/a.md": "# A\n\n[x](http://a.dev:PORT/x/y) [x](http://a.dev:PORT/z)\n",
    });
    expect((await check(here, root)).stderr).toMatch(/^1 URL of other sites: 1 checked$/m);
    expect(here.asked).toEqual(["HEAD a.dev/z"]);
  });

  it("ends with 1 where the site makes an error of it, and says nothing where it is off", async () => {
    const here = await world({ "a.dev/gone": 404 });
    const files = (level: string) => ({
      ".eleventy.ts": config(`{ levels: { "broken-external-link": "${level}" } }`),
      "content/a.md": "# A\n\n[x](http://a.dev:PORT/gone)\n",
    });
    const strict = siteIn(here, files("error"));
    expect((await check(here, strict.root)).code).toBe(1);
    // A build knows nothing of it.
    expect((await handbill(["build"], strict.root, here.env)).code).toBe(0);
    const { code, stderr } = await check(here, siteIn(here, files("off")).root);
    expect([code, stderr.split("\n")[3]]).toEqual([0, "1 page, nothing to report"]);
  });

  it("carries its findings in machine formats", async () => {
    const here = await world({ "a.dev/gone": 404 });
    const { root } = siteIn(here, { "content/a.md": "# A\n\n[x](http://a.dev:PORT/gone)\n" });
    const { stdout: sarif } = await check(here, root, "--format", "sarif");
    const { runs } = JSON.parse(sarif) as {
      runs: {
        results: {
          ruleId: string;
          level: string;
          locations: { physicalLocation: { region: { startLine: number; startColumn: number } } }[];
        }[];
      }[];
    };
    expect(
      runs[0]?.results.map(({ ruleId, level, locations }) => [
        ruleId,
        level,
        locations[0]?.physicalLocation.region.startLine,
        locations[0]?.physicalLocation.region.startColumn,
      ]),
    ).toEqual([["broken-external-link", "warning", 3, 5]]);
    expect((await check(here, root, "--format", "github")).stdout).toMatch(
      /^::warning file=content\/a\.md,line=3,col=5,title=broken-external-link::/,
    );
    expect((await check(here, root, "--format", "gitlab")).stdout).toContain(
      '"check_name": "broken-external-link"',
    );
  });

  it("follows no redirect to this machine", async () => {
    const here = await world({
      "a.dev/x": (_, response) =>
        void response.writeHead(302, { Location: "http://169.254.169.254/latest/meta-data/" }).end(),
    });
    const { root } = siteIn(here, {
      ".eleventy.ts": config('{ trust: "text" }'),
      "content/a.md": "# A\n\n[x](http://a.dev:PORT/x)\n",
    });
    expect((await check(here, root)).stderr.replace(`:${here.port}`, "")).toMatch(
      /1 could not be checked: a\.dev \(a private IP address\)/,
    );
  });

  it("reports a missing network", async () => {
    const here = await world({}, {});
    const { root } = siteIn(here, { "content/a.md": "# A\n\n[x](https://a.dev/) [x](https://b.dev/)\n" });
    const { code, stderr } = await check(here, root);
    expect(stderr).toMatch(
      /\n1 page, nothing to report\n2 URLs of other sites: 2 checked, 2 could not be checked: no network\n$/,
    );
    expect(code).toBe(0);
  });

  it("ends at once when it is interrupted, and keeps most of its results", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `n${index}.dev`);
    const here = await world(
      { "a.dev/slow": () => undefined },
      Object.fromEntries(["a.dev", ...names].map((name) => [name, "127.0.0.1"])),
    );
    const { root } = siteIn(here, {
      "content/a.md":
        "# A\n\n[x](http://a.dev:PORT/slow) " +
        `${names.map((name) => `[x](http://${name}:PORT/)`).join(" ")}\n`,
    });
    const child = spawn(process.execPath, [join(PROJECT, "dist/cli.js"), "check", "--external"], {
      cwd: root,
      env: { ...process.env, ...here.env },
    });
    const ended = new Promise((done) => child.on("close", done));
    await expect.poll(() => existsSync(join(root, CACHE)), { timeout: 30_000 }).toBe(true);
    expect(here.asked).toContain("HEAD a.dev/slow");
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    // Where an answer is waited for, it is asked for twice.
    expect(here.asked.filter((line) => line === "HEAD a.dev/slow")).toHaveLength(1);
    expect(
      Object.keys((JSON.parse(readFileSync(join(root, CACHE), "utf8")) as { found: object }).found),
    ).toHaveLength(50);
  });
});

describe("a result", () => {
  it("is cached for the next run, and broken URLs are requested again", async () => {
    const here = await world({ "a.dev/gone": 404, "a.dev/no": 403 });
    const { root } = siteIn(here, {
      "content/a.md":
        "# A\n\n[x](http://a.dev:PORT/gone) [x](http://a.dev:PORT/ok) [x](http://a.dev:PORT/no)\n",
    });
    await check(here, root);
    const file = join(root, CACHE);
    expect(Object.keys((JSON.parse(readFileSync(file, "utf8")) as { found: object }).found)).toEqual([
      `http://a.dev:${here.port}/ok`,
    ]);
    here.asked.length = 0;
    expect((await check(here, root)).stderr).toMatch(
      /^3 URLs of other sites: 2 checked, 1 cached, 1 broken, 1 could not be checked/m,
    );
    expect(here.asked.sort()).toEqual(["GET a.dev/gone", "GET a.dev/no", "HEAD a.dev/gone", "HEAD a.dev/no"]);
    here.asked.length = 0;
    await check(here, root, "--no-cache");
    expect(here.asked).toContain("HEAD a.dev/ok");
  });

  it("is asked again when the file is damaged", async () => {
    const here = await world();
    const driver = siteIn(here, {
      "content/a.md": "# A\n\n[x](http://a.dev:PORT/ok)\n",
      [CACHE]: '{"version":1,"found":{"http://a.dev:PORT/ok":17',
    });
    expect((await check(here, driver.root)).stderr).toMatch(/1 checked$/m);
  });
});

describe("without --external", () => {
  it("nothing is asked, looked up or kept, by check and by build", async () => {
    const here = await world();
    const { root } = siteIn(here, {
      "content/a.md": "# A\n\n[x](http://a.dev:PORT/ok) ![x](http://a.dev:PORT/a.png)\n",
    });
    const env = { ...here.env, PRETEND_WEB_LOG: join(root, "log.txt") };
    for (const command of ["check", "build", "build"])
      expect((await handbill([command], root, env)).code).toBe(0);
    expect(existsSync(join(root, CACHE))).toBe(false);
    expect(existsSync(env.PRETEND_WEB_LOG)).toBe(false);
    expect(here.asked).toEqual([]);
    // With it, something is.
    await handbill(["check", "--external"], root, env);
    expect(readFileSync(env.PRETEND_WEB_LOG, "utf8")).toContain("lookup a.dev");
  });
});
