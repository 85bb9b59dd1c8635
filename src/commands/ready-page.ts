/** A page of the Site as it is given to its layouts: sealed, so that they see what its fingerprint covers. */

import type { Body } from "../build/bodies.js";
import { documentSource, sealedData, sealedNav } from "../build/fingerprint.js";
import type { Setup } from "../eleventy/setup.js";
import type { Data, Site, SitePage } from "../model.js";
import { pageData } from "../site/collections.js";
import type { SiteTemplates } from "./check-site-templates.js";
import type { AwayPage } from "./workers.js";

export interface ReadyInput {
  readonly site: Site;
  readonly templates: SiteTemplates;
  readonly setup: Setup;
  /** Whether the site's configuration lets pages be rendered without an Eleventy. */
  readonly canRenderLayouts: boolean;
  /** Where a body is kept that another thread can read. */
  bodyOf(source: string): Body | undefined;
}

/** Makes pages ready for their layouts; body and data are computed when they are asked for: only some at a time are in memory. */
export function readyPages({ site, templates, setup, canRenderLayouts, bodyOf }: ReadyInput): (page: SitePage) => AwayPage {
  return (page) => {
    const closure = templates.closureOf(page);
    const needsEleventy = !canRenderLayouts || closure.isForeign || setup.onlyInEleventy.some((name) => closure.names(name));
    const lasting = (): Data => ({ ...sealedData(page, site.globalData, closure), ...sealedNav(site, page, closure), ...(page.sections && { sections: page.sections }) });
    return {
      source: page.page.source,
      output: String(page.output),
      get html() { return page.html; },
      get hrefs() { return page.hrefs(); },
      get body() { return bodyOf(documentSource(page.page)); },
      get lasting() { return lasting(); },
      get data() { return { ...lasting(), headings: page.data["headings"] }; },
      seesCollections: closure.names("collections"),
      get page() { return pageData(page); },
      ...(!needsEleventy && { layouts: templates.layoutsOf(page).map(({ name }) => name) }),
    };
  };
}
