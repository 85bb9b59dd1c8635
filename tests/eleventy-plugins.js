/**
 * Installs plugins of Eleventy that Handbill does not need, and runs their tests.
 *
 *     node tests/eleventy-plugins.js
 */

import { runInCopy } from "./support/installed-copy.js";

process.exitCode = runInCopy({
  packages: [
    "@11ty/eleventy-fetch@5",
    "@11ty/eleventy-img@6",
    "@11ty/eleventy-plugin-syntaxhighlight@5",
    "@11ty/eleventy-plugin-vite@7",
    "@11ty/eleventy-plugin-webc@0.11",
    "eleventy-plugin-gen-favicons@1",
    "eleventy-plugin-nesting-toc@1",
    "eleventy-plugin-reading-time@0.0.1",
    "eleventy-plugin-toc@1",
  ],
  tests: ["tests/eleventy/more-plugins.test.ts"],
});
