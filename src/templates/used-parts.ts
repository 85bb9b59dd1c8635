/**
 * Finds the parts of the theme that a site uses, and leaves out the styles and scripts of the others.
 *
 * Configuration, layouts and front matter decide, never the text of pages. Otherwise the first tabs on one
 * page would rename the style sheet of every page, and the dev server would have to parse all pages to show
 * one.
 */

import type { SiteConfig } from "../config/options.js";
import type { Data, Site } from "../model/model.js";
import type { AssetFile, AssetFiles } from "./assets/assets.js";
import { hasLayout, layoutChain, type TemplateFiles } from "./load.js";

/** The features that a site uses. */
interface Use {
  readonly search: boolean;
  readonly languages: boolean;
  readonly announcement: boolean;
  /** Whether pages have this theme layout, such as `docs.njk`, or one that may be based on it. */
  layout(name: string): boolean;
  /** Whether landing pages have a section of this type. */
  section(type: string): boolean;
}

/** The condition for each optional part of the theme, by name. Other parts are always used. */
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

/** Whether a part is used. The style sheet of a section has the name of its type. */
function isUsed(name: string, use: Use): boolean {
  const rule = PARTS[name];
  if (rule !== undefined) return rule(use);
  const type = /^styles\/sections\/(\w+)\.css$/.exec(name)?.[1];
  return type === undefined || use.section(type);
}

/** The names of the theme's parts that this site does not use. The site's own files are always used. */
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

/** The files with the unused style sheets emptied. Their importers stay unchanged. */
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
  // A computed include may use anything, and the includes of a site's own layout are not analysed.
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
