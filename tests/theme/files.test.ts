/** Logo, icons and fonts of `theme`: found, named after their bytes, and shown so that nothing moves. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listPublished } from "../../src/system/files.js";
import { createStaticServer, listen } from "../../src/system/server.js";
import { launchBrowser } from "../support/browser.js";
import { layoutShift, withPage } from "../support/served.js";
import { PROJECT, readTree, site, type SiteDriver } from "../support/site.js";

const picture = readFileSync(join(PROJECT, "public/images/icon.png"));
const inter = readFileSync(
  join(PROJECT, "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
);
const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="` +
  `${colour}"/></svg>`;
const config = (theme: string, more = "") =>
  `import { defineSite } from "handbill";\nexport default defineSite({ title: "Acme", ${more}\n` +
  `  theme: ${theme},\n});\n`;
const assetsIn = ({ root }: SiteDriver) =>
  [...readTree(join(root, "_site")).keys()]
    .filter((name) => name.startsWith("assets/"))
    .map((name) => name.replace(/\.[0-9a-f]{8}\./, ".HASH."));

describe("a logo", () => {
  const files = {
    "content/index.md": "# A\n",
    "layouts/images/logo.svg": svg("red"),
    "layouts/images/dark.png": picture,
    ".eleventy.ts": config(
      '{ logo: { src: "layouts/images/logo.svg", dark: "layouts/images/dark.png", replacesTitle: ' +
        'true }, favicon: { svg: "layouts/images/logo.svg", touch: "layouts/images/dark.png" } }',
      'urls: { base: "/x/" },',
    ),
  };

  it("is in the header with its size, below a base path, and its file name has a hash", async () => {
    await site(files)
      .build()
      .expectExit(0)
      .check((it) => {
        const html = readFileSync(it.path("_site/index.html"), "utf8").replace(/\.[0-9a-f]{8}\./g, ".HASH.");
        expect(html).toContain(
          '<img class="logo only-light" src="/x/assets/logo.HASH.svg" alt="Acme" width="90" ' +
            'height="30"><img class="logo only-dark" src="/x/assets/dark.HASH.png" alt="Acme" ' +
            'width="90" height="30" loading="lazy"></a>',
        );
        expect(html).toContain(
          '<link rel="icon" href="/x/assets/logo.HASH.svg" type="image/svg+xml">\n' +
            '<link rel="apple-touch-icon" href="/x/assets/dark.HASH.png">',
        );
        expect(assetsIn(it)).toContain("assets/logo.HASH.svg");
        // The theme's own icon is for sites that have none.
        expect(assetsIn(it)).not.toContain("assets/favicon.svg");
      });
  });

  it("renders every page again when its bytes change, with the result of a clean build", async () => {
    await site(files)
      .build()
      .write("layouts/images/logo.svg", svg("blue"))
      .build()
      .expectExit(0)
      .check((it) =>
        expect(assetsIn(it).filter((name) => name.includes("logo"))).toEqual(["assets/logo.HASH.svg"]),
      )
      .keep()
      .build("--no-cache")
      .expectUntouched();
  });
});

describe("a font", () => {
  const fonts = (display: string) => ({
    "content/index.md":
      "# A heading that is long enough for two lines of the page on a phone\n\n" +
      `${"Some words of a paragraph that wrap. ".repeat(40)}\n`,
    "layouts/fonts/inter.woff2": inter,
    ".eleventy.ts": config(
      `{ fonts: { text: { family: "Inter", files: ["layouts/fonts/inter.woff2"]${display} } } }`,
    ),
  });

  it("is published, asked for at once, and used by every page", async () => {
    await site(fonts(""))
      .build()
      .expectExit(0)
      .check((it) => {
        const html = readFileSync(it.path("_site/index.html"), "utf8");
        const preload =
          /<link rel="preload" href="\/(assets\/inter\.[0-9a-f]{8}\.woff2)" as="font" type="font\/woff2" crossorigin>/.exec(
            html,
          )?.[1] ?? "";
        expect(readFileSync(it.path("_site", preload)).equals(inter)).toBe(true);
        const css = readFileSync(
          it.path("_site", /assets\/handbill\.\w+\.css/.exec(html)?.[0] ?? ""),
          "utf8",
        );
        expect(css).toContain(
          `url("${preload.replace("assets/", "")}")`.replaceAll('"', css.includes('url("inter') ? '"' : ""),
        );
        expect(css).toContain("font-display:optional");
      });
  });

  it("that arrives late moves nothing, and one that arrives in time is shown", async () => {
    const it = await site(fonts("")).build().expectExit(0);
    const folder = it.path("_site");
    const server = createStaticServer({ folder, base: "/", files: () => listPublished(folder) });
    const address = `http://localhost:${await listen(server, 4850)}/`;
    const browser = await launchBrowser();
    onTestFinished(async () => {
      await browser.close();
      server.close();
    });
    /** The width of a line in the page's font tells which one it is. */
    const width =
      "(() => { const range = document.createElement('span'); range.textContent = " +
      "'mmmmmmmmmmiiiiiiiiii'; document.querySelector('p').append(range); return " +
      "range.getBoundingClientRect().width; })()";
    const widths: number[] = [];
    for (const delay of [1_200, 0]) {
      await withPage(browser, { viewport: { width: 375, height: 800 } }, async (page) => {
        let sent = 0;
        await page.route("**/*.woff2", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, delay));
          sent += 1;
          await route.continue();
        });
        await page.goto(address, { waitUntil: "domcontentloaded" });
        expect(await layoutShift(page, delay + 500), `font after ${delay} ms`).toBe(0);
        expect(sent).toBe(1);
        widths.push(await page.evaluate<number>(width));
      });
    }
    expect(widths[0]).not.toBe(widths[1]);
  });
});
