/** The outside of the program: commands, options, exit codes, streams. */

import { spawn } from "node:child_process";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runHere } from "./support/run-here.js";
import { handbill, PROJECT, site } from "./support/site.js";

const good = { "content/index.md": "# Home\n" };
const home = { "public/index.html": "<!doctype html>\n" };
const bad = { ...home, "content/a.md": "# A\n\n[x](gone.md)\n" };

describe("exit codes", () => {
  it("are 0 for a good site, 1 for errors, 2 for bad usage", async () => {
    await site(good).runProcess("build").expectExit(0).runProcess("check").expectExit(0);
    await site(bad).runProcess("build").expectExit(1).runProcess("check").expectExit(1);
    await site(good)
      .runProcess("biuld")
      .expectExit(2)
      .expectStderr("handbill: Unknown command `biuld`. Did you mean `build`?\n");
    await site(good)
      .run("build", "--fromat", "json")
      .expectExit(2)
      .expectStderr("handbill: Unknown option --fromat. Did you mean `--format`?\n");
    await site(good)
      .run("build", "--format", "yaml")
      .expectExit(2)
      .expectStderr("handbill: Unknown format `yaml`. Use one of text, json, sarif, github, gitlab.\n");
    await site(good)
      .run("preview", "--drafts")
      .expectExit(2)
      .expectStderr(/`handbill preview` has no option --drafts/);
    await site(good)
      .run("build", "--root", "nowhere")
      .expectExit(2)
      .expectStderr(/The folder .* does not exist/);
    await site(good)
      .run("build", "extra")
      .expectExit(2)
      .expectStderr(/does not take the argument `extra`/);
    await site(good)
      .run()
      .expectExit(2)
      .expectStderr(/^Usage: handbill <command>/m);
  });

  it("are 70 when the site's own code never ends", async () => {
    await site({ ...good, "content/_data/never.js": "export default () => new Promise(() => {});\n" })
      .runProcess("build")
      .expectExit(70)
      .expectStderr(/a promise in a data file or a filter never settles/)
      .expectFiles([]);
  });

  it("are 70, with one line and no stack, when a promise of the site's code is rejected without a handler", async () => {
    for (const fails of [
      "setTimeout(() => { throw new Error('late'); }, 1);",
      "Promise.reject(new Error('late'));",
    ]) {
      await site({
        ...good,
        "content/_data/x.js": `${fails}\nexport default () => new Promise((done) => setTimeout(done, 2000));\n`,
      })
        .runProcess("build")
        .expectExit(70)
        .expectStderr(
          "Reading…\nhandbill: Unexpected error, in Handbill or in code of your site: late\n" +
            "If it is in Handbill, please report it. Run it again with --debug for the stack trace.\n",
        )
        .expectFiles([])
        .runProcess("build", "--debug")
        .expectExit(70)
        .expectStderr(/^ {4}at /m);
    }
  });

  it("are those of the command when its output pipe is closed", async () => {
    const command = `"${process.execPath}" "${join(PROJECT, "dist/cli.js")}"`;
    const links = Array.from({ length: 3000 }, (_, index) => `[x](gone-${index}.md)`).join("\n\n");
    for (const [files, code] of [
      [good, 0],
      [{ "content/a.md": links }, 1],
    ] as const) {
      await site(files)
        .runOther("bash", "-c", `${command} build 2>&1 >/dev/null | true; exit \${PIPESTATUS[0]}`)
        .expectExit(code);
      await site(files)
        .runOther("bash", "-c", `${command} check --format json 2>/dev/null | true; exit \${PIPESTATUS[0]}`)
        .expectExit(code);
    }
  });

  it("are 2 for numbers and bases that cannot be", async () => {
    for (const jobs of ["0", "-1", "many", "1.5"])
      await site(good)
        .build(`--jobs=${jobs}`)
        .expectExit(2)
        .expectStderr(`handbill: \`--jobs\` must be a number of 1 or more, not \`${jobs}\`.\n`);
    await site(good).build("--jobs", "2").expectExit(0);
    for (const port of ["", "80.5", "0x50", "70000"])
      await site(good)
        .run("dev", `--port=${port}`)
        .expectExit(2)
        .expectStderr(`handbill: \`--port\` must be a number from 0 to 65535, not \`${port}\`.\n`);
    await site(good)
      .run("dev", "--host=")
      .expectExit(2)
      .expectStderr("handbill: `--host` needs an IP address of this machine, or 0.0.0.0 for all networks.\n");
    await site(good)
      .run("dev", "--port=0", "--host=192.0.2.1")
      .expectExit(2)
      .expectStderr(/^handbill: 192\.0\.2\.1 is not an IP address of this machine/m);
    for (const base of ["https://a.example/", "/../", "/a?b/", "//a"])
      await site(good)
        .build("--base", base)
        .expectExit(2)
        .expectStderr(/^handbill: `--base` must be a path such as \/docs\/, or/);
  });

  it("are 143 and 130 when interrupted", async () => {
    for (const [signal, code] of [
      ["SIGTERM", 143],
      ["SIGINT", 130],
    ] as const) {
      const driver = site({
        ...good,
        "content/_data/slow.js": "export default () => new Promise((done) => setTimeout(done, 20000));\n",
      });
      const child = spawn(process.execPath, [join(PROJECT, "dist/cli.js"), "build"], { cwd: driver.root });
      const ended = new Promise((resolve) => child.on("close", resolve));
      await new Promise((resolve) => child.stderr.once("data", () => setTimeout(resolve, 300)));
      child.kill(signal);
      expect(await ended).toBe(code);
    }
  });

  it("say version and help on standard output", async () => {
    const { code, stdout, stderr } = await handbill(["--version"], PROJECT);
    expect([code, stdout, stderr]).toEqual([0, "handbill 0.1.0\n", ""]);
    for (const args of [["--help"], ["build", "--help"], ["check", "-h"], ["preview", "--help"]]) {
      const help = await runHere(args, PROJECT);
      expect([help.code, help.stderr]).toEqual([0, ""]);
      expect(help.stdout).toMatch(/handbill/);
    }
  });
});

describe("streams", () => {
  it("keep text and progress on standard error", async () => {
    await site(bad)
      .runProcess("build")
      .expectStdout("")
      .expectStderr(
        [
          "Reading…",
          "Rendering…",
          "Writing…",
          "error  broken-link  content/a.md:3:5",
          "  The page links to gone.md, which does not exist.",
          "  3 │ [x](gone.md)",
          "    │     ^^^^^^^",
          "  Fix the link, or create the page.",
          "",
          "1 error",
          "1 page, 6 files written, N s",
          "",
        ].join("\n"),
      );
  });

  it("contain only errors with --quiet", async () => {
    await site(good).runProcess("build", "--quiet").expectExit(0).expectStderr("").expectStdout("");
    await site({ ...bad, "content/b.md": "# B\n\n[x](#nope)\n" })
      .runProcess("build", "--quiet")
      .expectExit(1)
      .expectStderr(/^error {2}broken-link/)
      .check((_, { stderr }) => expect(stderr).not.toContain("broken-anchor"));
  });

  it("hold machine formats alone on standard output", async () => {
    await site(bad)
      .runProcess("check", "--format", "json")
      .check((_, { stdout }) =>
        expect(JSON.parse(stdout)).toEqual({
          diagnostics: [
            {
              code: "broken-link",
              level: "error",
              file: "content/a.md",
              line: 3,
              column: 5,
              length: 7,
              message: "The page links to gone.md, which does not exist.",
              hint: "Fix the link, or create the page.",
              lineText: "[x](gone.md)",
            },
          ],
        }),
      )
      .run("check", "--format", "github")
      .expectStdout(
        "::error file=content/a.md,line=3,col=5,title=broken-link::The page links to gone.md, " +
          "which does not exist. Fix the link, or create the page.\n",
      )
      .run("check", "--format", "sarif")
      .check((_, { stdout }) => {
        const { version, runs } = JSON.parse(stdout) as {
          version: string;
          runs: { results: { ruleId: string; locations: { physicalLocation: { region: object } }[] }[] }[];
        };
        expect([
          version,
          runs[0]?.results[0]?.ruleId,
          runs[0]?.results[0]?.locations[0]?.physicalLocation.region,
        ]).toEqual([
          "2.1.0",
          "broken-link",
          { startLine: 3, startColumn: 5, endColumn: 12, snippet: { text: "[x](gone.md)" } },
        ]);
      });
  });

  it("are complete when the reader is slow", async () => {
    const links = Array.from({ length: 3000 }, (_, index) => `[x](gone-${index}.md)`).join("\n\n");
    const driver = site({ ...home, "content/a.md": `# A\n\n${links}\n` });
    await driver
      .runOther(
        "sh",
        "-c",
        `"${process.execPath}" "${join(PROJECT, "dist/cli.js")}" check --format json | (sleep 1; cat)`,
      )
      .check((_, { stdout }) =>
        expect((JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics).toHaveLength(3000),
      );
  });

  it("show no colour where there is no terminal", async () => {
    await site(bad)
      .runProcess("build")
      .check((_, { stderr }) => expect(stderr).not.toContain("\u001b"));
  });

  it("show colour where it is asked for, and an empty NO_COLOR asks for nothing", async () => {
    const { root } = site(bad);
    expect((await handbill(["check"], root, { NO_COLOR: "", FORCE_COLOR: "1" })).stderr).toContain(
      "\u001b[31m",
    );
    expect((await handbill(["check"], root, { NO_COLOR: "", FORCE_COLOR: "0" })).stderr).not.toContain(
      "\u001b",
    );
  });
});

describe("check", () => {
  it("writes nothing", async () => {
    await site(good)
      .run("check")
      .expectExit(0)
      .expectStderr("Reading…\nRendering…\n1 page, nothing to report\n")
      .expectFiles([]);
  });
});

describe("levels", () => {
  it("are the site's to set for findings", async () => {
    const config = (level: string) =>
      `import { defineSite } from "handbill";\n` +
      `export default defineSite({ levels: { "broken-link": "${level}" } });\n`;
    await site({ ...bad, ".eleventy.ts": config("warning") })
      .build()
      .expectExit(0)
      .expectStderr(/^warning {2}broken-link/m);
    await site({ ...bad, ".eleventy.ts": config("off") })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics();
  });
});

describe("onError: keep-going", () => {
  it("writes the pages that could be made, and fails", async () => {
    await site({
      "content/a.md": "---\ntitle: [x\n---\n",
      "content/b.md": "# B\n",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ onError: "keep-going" });\n',
    })
      .build()
      .expectExit(1)
      .expectFiles(["b/index.html"]);
  });
});

describe("preview", () => {
  async function serve(files: Record<string, string>, ...args: string[]): Promise<string> {
    const driver = site(files);
    await driver.build().expectExit(0);
    const child = spawn(process.execPath, [join(PROJECT, "dist/cli.js"), "preview", "--port", "0", ...args], {
      cwd: driver.root,
    });
    onTestFinished(() => void child.kill());
    return new Promise((resolve) => {
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
        if (address !== undefined) resolve(address);
      });
    });
  }
  const ask = (
    address: string,
    path: string,
    headers: Record<string, string> = {},
    method = "GET",
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(address);
      const sent = request(
        { host: "127.0.0.1", port, path, method, headers: { host: `localhost:${port}`, ...headers } },
        (answer) => {
          let body = "";
          answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        },
      );
      sent.on("error", reject);
      sent.end();
    });

  it("serves pages, files and the page of missing pages, and nothing else", async () => {
    const address = await serve({
      "content/index.md": "# Home\n",
      "content/a b/ö.md": "# Ö\n",
      "content/404.md": "# Gone\n",
      "public/feed.xml": "<x/>",
      ".env": "SECRET=1",
    });
    const home = await ask(address, "/");
    expect([home.status, home.headers["content-type"], home.headers["x-content-type-options"]]).toEqual([
      200,
      "text/html; charset=utf-8",
      "nosniff",
    ]);
    expect(home.headers["access-control-allow-origin"]).toBeUndefined();
    expect((await ask(address, "/a%20b/%C3%B6/")).status).toBe(200);
    expect(
      await ask(address, "/a%20b/%C3%B6").then(({ status, headers }) => [status, headers["location"]]),
    ).toEqual([301, "/a%20b/%C3%B6/"]);
    expect((await ask(address, "/feed.xml")).headers["content-type"]).toBe("application/xml; charset=utf-8");
    const missing = await ask(address, "/nope");
    expect([missing.status, missing.body.includes("Gone")]).toEqual([404, true]);
    for (const path of ["/.env", "/content/index.md", "/.eleventy.ts"])
      expect((await ask(address, path)).status, path).toBe(404);
    for (const path of ["/../.env", "/%2e%2e/.env", "/..%5c.env", "/%00", "/%E0%A4", "//evil.example"])
      expect((await ask(address, path)).status, path).toBe(400);
    expect((await ask(address, "/", { host: "evil.example" })).status).toBe(403);
    expect((await ask(address, "/", {}, "POST")).status).toBe(405);
    expect((await ask(address, "/", {}, "HEAD")).body).toBe("");
    const tag = String(home.headers["etag"]);
    expect((await ask(address, "/", { "if-none-match": tag })).status).toBe(304);
  });

  it("answers as a host does, with the redirects and headers of the site", async () => {
    const files = {
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", hosts: ["cloudflare"], headers: { "/a/": { "X-A": ' +
        '"1" } } });\n',
      "content/index.md": "# Home\n",
      "content/a.md": "---\nredirectFrom: /old/\n---\n# A\n",
      "content/b.md": "---\npermalink: /b.html\n---\n# B\n",
      "content/c.njk": "---\npermalink: \"{{ 'computed' }}/\"\nredirectFrom: /older/\n---\nx\n",
    };
    const address = await serve(files, "--as", "cloudflare");
    const told = async (path: string) =>
      ask(address, path).then(({ status, headers }) =>
        `${status} ${String(headers["location"] ?? "")}`.trim(),
      );
    expect(
      await Promise.all(["/a", "/old?x=1", "/older/", "/b.html", "/b", "/_redirects", "/A/"].map(told)),
    ).toEqual(["308 /a/", "301 /a/?x=1", "301 /computed/", "308 /b", "200", "404", "404"]);
    const { headers } = await ask(address, "/a/");
    expect([headers["x-a"], headers["referrer-policy"], headers["cache-control"]]).toEqual([
      "1",
      "strict-origin-when-cross-origin",
      "public, max-age=0, must-revalidate",
    ]);
    for (const path of ["/%2Fevil.example/a", "/%2F%2Fevil.example"])
      expect(await told(path), path).not.toMatch(/^3\d\d (?:\/\/|https?:)/);
    await site(good)
      .run("preview", "--as", "geocities")
      .expectExit(2)
      .expectStderr(/^handbill: Unknown host `geocities`\. Use one of netlify, cloudflare, /);
  });

  it("answers a malformed request with 400 and lives", async () => {
    const address = await serve(good);
    const said = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(address).port), "127.0.0.1", () =>
        socket.write("GARBAGE\r\n\r\n"),
      );
      socket.on("data", (chunk) => resolve(chunk.toString()));
    });
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask(address, "/")).status).toBe(200);
  });

  it("explains what to do when nothing was built", async () => {
    await site(good)
      .run("preview")
      .expectExit(1)
      .expectStderr(/The folder _site has no built site\.\n {2}Run `handbill build` first\./);
  });
});

describe("check --list", () => {
  it("lists all checks with the levels of the site, and reads no page", async () => {
    await site({
      "content/a.md": "---\nunclosed",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ levels: { "broken-anchor": "off" } });\n',
    })
      .run("check", "--list")
      .expectExit(0)
      .expectStdout(
        /^Errors \(a page cannot be rendered\):\n\n {2}error {4}not-utf8 {2,}A text file, or a file name, is not valid UTF-8\.\n[^]*\nFindings \(you can set their levels with `levels`\):\n\n[^]* {2}off {6}broken-anchor {2,}/,
      )
      .run("check", "--list", "--format", "json")
      .check((_, { stdout }) =>
        expect((JSON.parse(stdout) as { checks: unknown[] }).checks).toContainEqual({
          code: "broken-anchor",
          kind: "finding",
          level: "off",
          what: expect.stringContaining("points to an id") as string,
        }),
      );
  });
});
