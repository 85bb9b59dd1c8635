/** A site under the Content-Security-Policy that Handbill writes for its hosts: in builds, in `preview` and in `dev`. */

import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { launchBrowser } from "../support/browser.js";
import { preview } from "../support/preview.js";
import { site } from "../support/site.js";

const CONFIG = `import { defineSite } from "handbill";
export default defineSite({ title: "T", url: "https://acme.example", hosts: ["netlify", "nginx"] });
`;
const HOME = `# Home

<p style="color: rgb(1, 2, 3)" id="y">red</p>
<script>document.getElementById("y").textContent = "2026";</script>

<style>#y { font-size: 33px; }</style>

<button onclick="this.textContent = 'gone'">Go</button>

<iframe width="560" height="315" src="https://www.youtube-nocookie.com/embed/x" title="Video"></iframe>
`;
const FILES = {
  ".eleventy.ts": CONFIG,
  "content/index.md": HOME,
  "content/framed.md": '# Framed\n\n<iframe src="/table.html" title="Table"></iframe>\n',
  "content/plain.md": "# Plain\n\nText.\n",
  "public/table.html": '<!DOCTYPE html><title>T</title><p style="margin: 1px">x\n',
  "layouts/slots/head.njk": '<script defer src="https://stats.example/script.js"></script>\n',
};

it("shows a page with inline styles and scripts, a video and analytics without an error", async () => {
  const driver = site(FILES);
  await driver
    .build()
    .expectExit(0)
    .expectStderr(/^(?!.*warning)/s);
  const { address, close } = await preview(driver.path("_site"), "--root", driver.root, "--as", "netlify");
  onTestFinished(close);
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const problems: string[] = [];
  const asked = new Set<string>();
  page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
  await page.route(/youtube|stats\.example/, async (route) => {
    asked.add(new URL(route.request().url()).host);
    await route.fulfill(
      route.request().url().endsWith("script.js")
        ? {
            contentType: "text/javascript",
            body: 'fetch("https://stats.example/event", { method: "POST", mode: "no-cors" });',
          }
        : { contentType: "text/html", body: "ok" },
    );
  });
  await page.goto(`${address}/`, { waitUntil: "networkidle" });
  expect(await page.textContent("#y")).toBe("2026");
  expect(await page.evaluate('getComputedStyle(document.getElementById("y")).color')).toBe("rgb(1, 2, 3)");
  expect(await page.evaluate('getComputedStyle(document.getElementById("y")).fontSize')).toBe("33px");
  await page.click("main button:not([class])");
  expect(await page.textContent("main button:not([class])")).toBe("gone");
  await page.goto(`${address}/framed/`, { waitUntil: "networkidle" });
  expect(await page.frameLocator("iframe").locator("p").textContent()).toContain("x");
  expect([...asked].sort()).toEqual(["stats.example", "www.youtube-nocookie.com"]);
  expect(problems).toEqual([]);

  // The dev server sends what the page needs, too, from the last build and later.
  const dev = await openDevSite({ root: driver.root }, Date.now());
  for (const step of ["built", "read"]) {
    if (step === "read") await dev.settle();
    const answer = await dev.answer("");
    const policy = dev.policyFor(answer.kind === "page" ? answer.html : "") ?? "";
    const written = /Content-Security-Policy: (.*)/.exec(
      readFileSync(driver.path("_site/_headers"), "utf8"),
    )?.[1];
    for (const directive of policy.split("; "))
      for (const source of directive
        .split(" ")
        .slice(1)
        .filter((one) => one !== "'none'"))
        expect(written, step).toContain(source);
    expect(policy, step).toMatch(/script-src 'self' 'sha256-.*https:\/\/stats\.example/);
  }
});

it("is the same after edits as in a clean build", async () => {
  const driver = site(FILES);
  const headers = () => readFileSync(driver.path("_site/_headers"), "utf8");
  await driver.build().expectExit(0);
  const first = headers();
  await driver.write("content/plain.md", "# Plain\n\nMore text.\n").build().expectExit(0);
  expect(headers()).toBe(first);
  for (const [file, text] of [
    ["content/plain.md", '# Plain\n\n<p style="color: blue">Text.</p>\n'],
    ["content/index.md", HOME.replace("2026", "2027")],
    ["layouts/slots/head.njk", "<script>1</script>\n"],
    ["public/table.html", '<!DOCTYPE html><title>T</title><p style="margin: 2px">x\n'],
    ["layouts/styles/site.css", "p { background: url(https://bg.example/a.png) }\n"],
  ] as const) {
    const before = headers();
    await driver.write(file, text).build().expectExit(0);
    const warm = headers();
    expect(warm, file).not.toBe(before);
    await driver.build("--no-cache").expectExit(0);
    expect(headers(), file).toBe(warm);
  }
});

it("reports code that no policy allows at its line, also when the text before it changed", async () => {
  await site({
    ...FILES,
    "content/index.md": "# Home\n\n<script>\nlet a;\neval(a);\n</script>\n",
    "layouts/slots/footer.njk": '<p>\n<a href="javascript:print()">Print</a></p>\n',
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics("policy-blocks content/index.md:5:1", "policy-blocks layouts/slots/footer.njk:2:10")
    .write("content/index.md", "# Home\n\nText.\n\n<script>\nlet a;\neval(a);\n</script>\n")
    .build("--format", "json")
    .expectDiagnostics("policy-blocks content/index.md:7:1", "policy-blocks layouts/slots/footer.njk:2:10");
});

it("is the value of `headers` if it is set, and absent on hosts without headers", async () => {
  const page = { "content/index.md": "# Home\n\n<script>eval(1);</script>\n" };
  await site({
    ...page,
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", hosts: ["netlify"], headers: { "/*": { ' +
      '"Content-Security-Policy": "script-src \'unsafe-eval\'" } } });\n',
  })
    .build("--format", "json")
    .expectDiagnostics()
    .expectContains("_headers", "script-src 'unsafe-eval'");
  await site({ ...page, ".eleventy.ts": CONFIG.replace('"netlify", "nginx"', '"github-pages"') })
    .build("--format", "json")
    .expectDiagnostics();
});
