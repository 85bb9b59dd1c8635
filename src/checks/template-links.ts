/** Reports broken links in layouts, style sheets and the theme's data. */

import { checkTemplateLinks } from "../site/links/template-links.js";
import { themeLinks } from "../site/links/theme-links.js";
import type { Check } from "./check.js";

export const templateLinks: Check = {
  name: "template-links",
  codes: ["broken-link", "broken-anchor", "link-redirects"],
  per: "file",
  run({ loaded: { site }, templates, outputIndex }, scope) {
    const selected = new Set(scope?.sources);
    const isInScope = ({ page }: (typeof site)["templates"][number]) => selected.has(page.source);
    const part =
      scope === undefined
        ? site
        : {
            pages: site.pages.filter(({ page }) => selected.has(page.source)),
            templates: site.templates.filter(isInScope),
          };
    // Every page may use the style sheet.
    const isHere = (file: string) => scope === undefined || scope.files.has(file) || file.endsWith(".css");
    const links = templates.links().filter(({ source }) => isHere(source));
    return checkTemplateLinks([...links, ...themeLinks(part, templates.isThemes)], site, outputIndex);
  },
};
