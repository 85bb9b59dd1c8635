/** What earlier builds left, put to use: documents that need not be parsed, pages that need not be rendered. */

import type { Cache } from "../build/cache.js";
import { createFingerprinter, hashTexts, type Fingerprint } from "../build/fingerprint.js";
import type { SiteConfig } from "../config.js";
import { isFile } from "../host/files.js";
import type { Site, SitePage } from "../model.js";
import type { SiteTemplates } from "./check-site-templates.js";
import { isTemplated, type ReadDocument } from "./load-site.js";
import type { Inputs } from "./read-inputs.js";

export interface Earlier {
  readonly cache: Cache;
  /** Hash of the program. */
  readonly program: string;
  /** Hash of the configuration and of all that it is made of. */
  readonly configuration: string;
  /** Hash of what the configuration says about Markdown. */
  readonly markdown: string;
  /** Keeps a file of the output folder as it is; false when it is not there any more. */
  keep(path: string): boolean;
}

/** The name of a document: equal names, equal parsing. */
function documentHash(config: SiteConfig, earlier: Earlier, path: string, hash: string): string {
  const kind = path.endsWith(".md") ? (isTemplated(config, path) ? "templated" : "markdown") : path.replace(/^.*?\./, "");
  return hashTexts(hash, earlier.markdown, kind);
}

/** Documents come from the cache while their bytes and everything that shapes them are the same. */
export function readDocuments(config: SiteConfig, inputs: Inputs, earlier: Earlier): ReadDocument {
  const { documents } = earlier.cache;
  return async (path, parse) => {
    const before = inputs.hash(path);
    const known = before === undefined ? undefined : documents.find(path, documentHash(config, earlier, path, before));
    if (known !== undefined) return known;
    const file = inputs.read(path);
    if (!isFile(file)) return { value: undefined, diagnostics: [file] };
    const staged = await parse(file);
    documents.keep(documentHash(config, earlier, path, inputs.hash(path) ?? ""), staged);
    return staged;
  };
}

/** The fingerprints of a site's pages. */
export function fingerprinter(inputs: Inputs, earlier: Earlier, site: Site, templates: SiteTemplates, evaluated: Parameters<typeof createFingerprinter>[0]["evaluated"]): (page: SitePage) => Fingerprint | undefined {
  const { program, configuration } = earlier;
  const documentHash = (source: string) => hashTexts(inputs.hash(source) ?? "", earlier.markdown);
  return createFingerprinter({ site, program, configuration, documentHash, closureOf: (page) => templates.closureOf(page), evaluated });
}
