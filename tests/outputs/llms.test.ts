/** The list of pages for programs. */

import { it } from "vitest";
import { site } from "../support/site.js";

it("lists the pages by folder, in the order of the sidebar, with what they say about themselves", async () => {
  await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ title: "T", description: "All of\\nit", url: "https://t.example", urls: { base: "/x/" }, llms: true });\n',
    "content/index.md": "# Home\n",
    "content/about.md": "# About [us]\n",
    "content/docs/index.md": "---\ntitle: The docs\norder: 1\n---\n",
    "content/docs/b.md": "---\ntitle: B\norder: 2\ndescription: About b\n---\n",
    "content/docs/a.md": "---\ntitle: A\n---\n",
    "content/docs/hidden.md": "---\nhidden: true\n---\n",
    "content/docs/noindex.md": "---\nnoindex: true\n---\n",
  })
    .build()
    .expectExit(0)
    .expectFile(
      "llms.txt",
      "# T\n\n> All of it\n\n- [About \\[us\\]](https://t.example/x/about/)\n\n## The docs\n\n- [The docs](https://t.example/x/docs/)\n- [B](https://t.example/x/docs/b/): About b\n- [A](https://t.example/x/docs/a/)\n",
    );
});
