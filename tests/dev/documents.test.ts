/** Where the dev server's script stands in a page. */

import { describe, expect, it } from "vitest";
import { SCRIPT, withScript } from "../../src/dev/documents.js";

describe("contain the script", () => {
  it.each([
    ["before the end of the body", "<body><p>a</p>▸</body></html>"],
    ["before the end of the body, however it is written", "<BODY>a▸</BODY\n>"],
    ["there also behind letters that are longer in lower case", "<body>İİİ▸</body>"],
    ["before the last end, where there are several", "<body></body>a▸</body>"],
    ["outside of a comment that ends the page", "<p>a</p><!-- x </body> -->▸"],
    [
      "before the end of the body, and not in the comment behind it",
      "<body>a▸</body></html>\n<!-- built </body> -->",
    ],
    ["outside of a script that names the end", "<body>▸</body><script>'</body>'</script>"],
    ["at the end where the body has none", "<p>a</p>\n▸"],
    ["at the end of a text", "a < b▸"],
    ["before all where the end is in a comment that never ends", "<!DOCTYPE html>▸\n<p>a</p><!-- </body>"],
    ["before all where the end is in a field that never ends", "▸<p>a</p><textarea></body>"],
    ["before all where the end is in a tag that never ends", '▸<p>a</p><a title="</body>'],
  ])("%s", (_, marked) => {
    expect(withScript(marked.replace("▸", ""))).toBe(marked.replace("▸", SCRIPT));
  });
});
