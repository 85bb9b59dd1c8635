/**
 * A Markdown page through its layouts, by the Nunjucks that Eleventy set up and without an Eleventy around it: of what
 * Eleventy does for a page in a batch, this is all that its bytes depend on where nothing else was configured.
 */

import type nunjucks from "nunjucks";
import type { SiteConfig } from "../config/options.js";
import type { Data, OutputFile } from "../model/model.js";
import { relativeAddresses } from "../site/links/relative.js";
import { assetUrl, type Assets } from "../templates/assets/assets.js";
import type { TemplateFiles } from "../templates/load.js";
import { useTemplates } from "./nunjucks.js";
import type { ReadyPage } from "./ready-page.js";
import type { Setup } from "./setup.js";

/** Renders one page that says its `layouts`; rejects when a template fails. `collections`: for a page that sees them. */
export type RenderLayouts = (page: ReadyPage, collections?: Data) => Promise<OutputFile>;

/** Undefined where the configuration leaves no page to be rendered this way. */
export function createLayoutRenderer(
  { environment }: Setup,
  files: TemplateFiles,
  assets: Assets,
  { relative, style }: Pick<SiteConfig, "relative" | "style">,
): RenderLayouts | undefined {
  if (environment === undefined) return undefined;
  useTemplates(environment, files);
  environment.addFilter("asset", (name: unknown) => assetUrl(assets, name));
  return async ({ source, output, html, data, page, layouts }, collections) => {
    const given = collections === undefined ? { page } : { page, collections };
    let content = html;
    // As in Eleventy, data of the name `content` stands before what is rendered.
    for (const name of layouts ?? [])
      content = await renderTemplate(environment.getTemplate(name), { content, ...given, ...data });
    return { path: output, content: relative ? relativeAddresses(content, output, style) : content, source };
  };
}

function renderTemplate(template: nunjucks.Template, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    template.render(data, (error, result) =>
      error === null || error === undefined ? resolve(result ?? "") : reject(error as Error),
    );
  });
}
