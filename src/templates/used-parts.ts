/**
 * Which parts of the theme a site's pages use: the styles and scripts of the others are left out.
 *
 * It is told by the configuration, the layouts and front matter, and never by the text of pages: the first tab in the text
 * of one page would otherwise give the style sheet of every page another name, and a site that is being written would
 * have to parse all of its pages to show one.
 */

import type { SiteConfig } from "../config/options.js";
import type { Data, Site } from "../model/model.js";
import type { AssetFile, AssetFiles } from "./assets/assets.js";
import { hasLayout, layoutChain, type TemplateFiles } from "./load.js";

/** What a site uses. */
interface Use {
  readonly search: boolean;
  readonly languages: boolean;
  readonly announcement: boolean;
  /** Whether pages have this layout of the theme's, `docs.njk`, or one that may be made of it. */
  layout(name: string): boolean;
  /** Whether landing pages have a section of this type. */
  section(type: string): boolean;
}

/** When a part of the theme is used, by its name; the others always are. */
const PARTS: Readonly<Record<string, (use: Use) => boolean>> = {
  "styles/announcement.css": (use) => use.announcement,
  "styles/docs.css": (use) => use.layout("docs.njk"),
  "styles/languages.css": (use) => use.languages,
  "styles/search.css": (use) => use.search,
  "styles/sections/forms.css": (use) => use.section("contact") || use.section("newsletter"),
  "styles/sections/frame.css": () => true,
  "scripts/announcement.js": (use) => use.announcement,
  "scripts/prose.js": (use) =>
    ["docs.njk", "post.njk", "markdown.njk", "changelog.njk"].some((name) => use.layout(name)) ||
    use.section("markdown"),
  "scripts/search.js": (use) => use.search,
};

/** Whether a part is used. The style sheet of a section is called as the section is. */
function isUsed(name: string, use: Use): boolean {
  const rule = PARTS[name];
  if (rule !== undefined) return rule(use);
  const type = /^styles\/sections\/(\w+)\.css$/.exec(name)?.[1];
  return type === undefined || use.section(type);
}

/** The names of the theme's parts that this site does not use. A file of the site's own is always used. */
export function unusedParts(
  files: AssetFiles,
  config: SiteConfig,
  site: Site,
  templates: TemplateFiles,
): ReadonlySet<string> {
  const use = useOf(config, site, templates);
  const isUnused = ({ name, path }: AssetFile) => path.startsWith("handbill:") && !isUsed(name, use);
  return new Set([...files.values()].filter(isUnused).map(({ name }) => name));
}

/** The files with nothing in the style sheets that are not used: what imports them need not know. */
export function withoutParts(files: AssetFiles, unused: ReadonlySet<string>): AssetFiles {
  return new Map(
    [...files].map(([name, file]) => [
      name,
      unused.has(name) && name.endsWith(".css") ? { ...file, text: "" } : file,
    ]),
  );
}

function useOf(config: SiteConfig, site: Site, templates: TemplateFiles): Use {
  const layouts = new Set<unknown>();
  const types = new Set<string>();
  // What a template computes is known when it runs, and what a layout of the site's own is made of is not looked for.
  let isOpen = [...templates.values()].some(
    ({ path, name }) => path.startsWith("layouts/") && !name.startsWith("slots/"),
  );
  const take = (layout: unknown, data: Data): void => {
    layouts.add(layout);
    const { sections } = data;
    if (Array.isArray(sections))
      for (const section of sections as readonly (Data | null)[]) types.add(String(section?.["type"]));
  };
  for (const { data } of site.pages) take(data["layout"], data);
  for (const { page, added } of site.templates) {
    const layout = page.frontMatter["layout"] ?? added["layout"];
    if (
      layout === undefined ||
      (typeof layout === "string" && !hasLayout(templates, layout)) ||
      page.frontMatter["eleventyComputed"] !== undefined ||
      (layout === "landing" && page.frontMatter["sections"] === undefined)
    )
      isOpen = true;
    take(layout, page.frontMatter);
  }
  const names = new Set(
    [...layouts].flatMap((layout) =>
      typeof layout === "string" ? layoutChain(templates, layout).layouts.map(({ name }) => name) : [],
    ),
  );
  return {
    search: config.search,
    languages: Object.keys(config.languages).length > 1,
    announcement: [config.theme, ...Object.values(config.inLanguages)].some(
      ({ announcement }) => announcement !== undefined,
    ),
    layout: (name) => isOpen || names.has(name),
    section: (type) => isOpen || types.has(type),
  };
}
