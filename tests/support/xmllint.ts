/** xmllint (libxml2, as WebAssembly), with the schemas of `tests/outputs`. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";
import { PROJECT } from "./project.js";

const SCHEMAS = ["sitemap.xsd", "siteindex.xsd", "xhtml-link.xsd", "atom.rng", "rss.rng"] as const;
const file = (fileName: string, path: string) => ({
  fileName,
  contents: readFileSync(join(PROJECT, path), "utf8"),
});

/** The problems that xmllint finds in a text with one of the schemas; empty if it is valid. */
export async function xmllint(
  schema: (typeof SCHEMAS)[number],
  contents: string,
): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: "made.xml", contents },
    schema: file(schema, `tests/outputs/${schema}`),
    extension: schema.endsWith(".rng") ? "relaxng" : "schema",
    // The schema that sitemaps.org publishes comes with the package `sitemap`.
    preload: [
      file("published-sitemap.xsd", "node_modules/sitemap/schema/sitemap.xsd"),
      file("xhtml-link.xsd", "tests/outputs/xhtml-link.xsd"),
    ],
  });
  return errors.map(({ message }) => message);
}
