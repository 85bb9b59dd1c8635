/** What style sheets load from the site is there. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { PROJECT, site } from "../support/site.js";

const page = { "content/index.md": "# Home\n", "public/a.png": "png", "public/fonts/a.woff2": "font" };
const STYLES = `@import url("part.css");
/* url(/comment.png) */
.a { background: url(../a.png), url("/a.png"), url( '/fonts/a.woff2?v=1' ) }
.b { background: url(data:image/png;base64,xx), url(https://a.example/b.png), url(//a.example/b.png), url(#b); content: "url(/text.png)" }
`;

it("accepts existing files, other sites, and text that looks like a URL", async () => {
  await site({ ...page, "layouts/styles/site.css": STYLES, "layouts/styles/part.css": "" })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics();
});

it("reports a missing file at its place in the style sheet, relative to the published one", async () => {
  await site({
    ...page,
    "layouts/styles/site.css": '@import "more/part.css";\n.a { background: url(/gone.png), url(a.png) }\n',
    "layouts/styles/more/part.css": ".b { background: url('../b.png') }\n",
    "layouts/styles/unused.css": ".c { background: url(/gone.png) }",
  })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics(
      "broken-link layouts/styles/more/part.css:1:23",
      "broken-link layouts/styles/site.css:2:22",
      "broken-link layouts/styles/site.css:2:38",
    )
    .expectStdout(/The style sheet loads a\.png, which does not exist\.[^]*\.\.\/a\.png is public\/a\.png/)
    .write("public/gone.png", "png")
    .build("--format", "json")
    .expectDiagnostics(
      "broken-link layouts/styles/more/part.css:1:23",
      "broken-link layouts/styles/site.css:2:38",
    );
});

it("reads URLs with the site's base, and ignores those outside of it", async () => {
  await site({
    ...page,
    "layouts/styles/site.css": ".a { background: url(/x/a.png), url(/x/b.png), url(/b.png) }\n",
  })
    .build("--base", "/x/", "--format", "json")
    .expectDiagnostics("broken-link layouts/styles/site.css:1:37");
  const config =
    'import { defineSite } from "handbill";\n' +
    'export default defineSite({ title: "T", urls: { base: "/é/" } });\n';
  await site({
    ...page,
    ".eleventy.ts": config,
    "layouts/styles/site.css": ".a { background: url(../a.png), url(../b.png) }\n",
  })
    .build("--format", "json")
    .expectDiagnostics("broken-link layouts/styles/site.css:1:37");
});

it("reports a part of two style sheets once", async () => {
  await site({
    ...page,
    "layouts/own.njk":
      '<link rel=stylesheet href="{{ \'styles/a.css\' | asset }}"><link rel=stylesheet href="{{ ' +
      "'styles/b.css' | asset }}\">{{ content | safe }}\n",
    "content/index.md": "---\nlayout: own\n---\n# Home\n",
    "layouts/styles/a.css": '@import "part.css";\n',
    "layouts/styles/b.css": '@import "part.css";\n',
    "layouts/styles/part.css": ".a { background: url(/gone.png) }\n",
  })
    .build("--format", "json")
    .expectDiagnostics("broken-link layouts/styles/part.css:1:22");
});

it("says nothing of the theme, when all of it is the site's own", async () => {
  const driver = site(page);
  cpSync(join(PROJECT, "layouts"), join(driver.root, "layouts"), { recursive: true });
  await driver
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics()
    .build("--base", "/x/", "--format", "json")
    .expectExit(0)
    .expectDiagnostics();
});
