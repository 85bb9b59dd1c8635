/** A page of the Site as Eleventy is given it: sealed, so that its layouts see what its fingerprint covers. */

import { sealedData, sealedNav } from "../build/fingerprint.js";
import type { ReadyPage } from "../eleventy/batch.js";
import type { Site, SitePage } from "../model.js";
import type { SiteTemplates } from "./check-site-templates.js";

/** Makes pages ready for their layouts; body and data are computed when they are asked for. */
export function readyPages(site: Site, templates: SiteTemplates): (page: SitePage) => ReadyPage {
  return (page) => {
    const closure = templates.closureOf(page);
    return {
      source: page.page.source,
      output: String(page.output),
      get html() { return page.html; },
      get data() { return { ...sealedData(page, site.globalData, closure), ...sealedNav(site, page, closure) }; },
      seesCollections: closure.names("collections"),
    };
  };
}
