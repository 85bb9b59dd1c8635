/** The list of pages for programs. */

import { it } from "vitest";
import { site } from "../support/site.js";

it("lists the pages by folder, in the order of the sidebar, with their descriptions", async () => {
  await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", description: "All of\\nit", url: ' +
      '"https://t.example", urls: { base: "/x/" }, llms: true });\n',
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
      "# T\n\n> All of it\n\n- [Home](https://t.example/x/)\n" +
        "- [About \\[us\\]](https://t.example/x/about/)\n\n## The docs\n\n" +
        "- [The docs](https://t.example/x/docs/)\n- [B](https://t.example/x/docs/b/): About b\n" +
        "- [A](https://t.example/x/docs/a/)\n",
    );
});

it("has a list for each language, and the list of the site's own language names the others", async () => {
  await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", description: "All", url: "https://t.example", llms: ' +
      'true, languages: { en: "English", de: { name: "Deutsch", description: "Alles" } } });\n',
    "content/index.md": "---\ndescription: The start\n---\n",
    "content/a.md": "# A\n",
    "content/docs/b.md": "# B\n",
    "content/de/index.md": "# Anfang\n",
    "content/de/docs/b.md": "# B auf Deutsch\n",
  })
    .build()
    .expectExit(0)
    .expectFile(
      "llms.txt",
      "# T\n\n> All\n\n- [T](https://t.example/): The start\n- [A](https://t.example/a/)\n\n" +
        "## Docs\n\n- [B](https://t.example/docs/b/)\n\n## Other languages\n\n" +
        "- [Deutsch](https://t.example/de/llms.txt)\n",
    )
    .expectFile(
      "de/llms.txt",
      "# T\n\n> Alles\n\n- [Anfang](https://t.example/de/)\n\n## Docs\n\n" +
        "- [B auf Deutsch](https://t.example/de/docs/b/)\n",
    );
});
