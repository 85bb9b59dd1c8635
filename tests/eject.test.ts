/** `handbill eject`: a file of the theme becomes the site's own. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT, site } from "./support/site.js";

const original = readFileSync(join(PROJECT, "layouts/docs.njk"), "utf8");

describe("eject", () => {
  it("copies a file with a note, and changes no byte of any page", async () => {
    await site({ "content/docs/a.md": "# A\n", "content/docs/b.md": "# B\n" })
      .build()
      .keep()
      .runProcess("eject", "docs")
      .expectExit(0)
      .run("eject", "layouts/partials/header.njk")
      .expectExit(0)
      .check(({ root }) =>
        expect(readFileSync(join(root, "layouts/docs.njk"), "utf8")).toMatch(
          /^\{#- Copied from Handbill's layouts\/docs\.njk \([0-9a-f]{12}\)/,
        ),
      )
      .build()
      .expectExit(0)
      .expectUntouched()
      .run("check", "--format", "json")
      .expectDiagnostics();
  });

  it("does not touch existing files, and suggests a name for a missing one", async () => {
    await site({ "content/a.md": "# A\n", "layouts/docs.njk": "mine" })
      .run("eject", "docs")
      .expectExit(1)
      .expectStderr("handbill: layouts/docs.njk already exists. Nothing was changed.\n")
      .check(({ root }) => expect(readFileSync(join(root, "layouts/docs.njk"), "utf8")).toBe("mine"))
      .run("eject", "partials/heder.njk")
      .expectExit(1)
      .expectStderr(/Did you mean `partials\/header\.njk`\?/)
      .run("eject", "../package.json")
      .expectExit(1);
  });
});

describe("check", () => {
  it("reports a copy whose original changed or was removed", async () => {
    const note = (name: string) => `{#- Copied from Handbill's layouts/${name} (0123456789ab). -#}\n`;
    await site({
      "content/a.md": "# A\n",
      "layouts/docs.njk": note("docs.njk") + original,
      "layouts/partials/old.njk": note("partials/old.njk"),
      "layouts/styles/tokens.css": "/* Copied from Handbill's layouts/styles/tokens.css (0123456789ab). */\n",
    })
      .run("check", "--format", "json")
      .expectExit(0)
      .expectDiagnostics(
        "layout-outdated layouts/docs.njk:1:1",
        "layout-outdated layouts/partials/old.njk:1:1",
        "layout-outdated layouts/styles/tokens.css:1:1",
      );
  });
});
