/** The header of a small site. */

import { it } from "vitest";
import { site } from "../support/site.js";

it("has no button for a menu in which nothing is", async () => {
  await site({ "content/docs/a.md": "# A\n" })
    .build()
    .expectExit(0)
    .expectLacks("docs/a/index.html", "site-nav")
    .write("content/docs/index.md", "# Docs\n")
    .build()
    .expectContains("docs/a/index.html", 'popovertarget="site-nav"');
});
