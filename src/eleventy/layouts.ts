/**
 * Renders a Markdown page through its layouts with the Nunjucks that Eleventy set up, but without Eleventy
 * itself. If the configuration adds nothing else, a page's bytes depend only on these steps.
 */

import type nunjucks from "nunjucks";
import type { SiteConfig } from "../config/options.js";
import type { Data, OutputFile } from "../model/model.js";
import { relativeUrls } from "../site/links/relative.js";
import { assetUrl, type Assets } from "../templates/assets/assets.js";
import type { TemplateFiles } from "../templates/load.js";
import { useTemplates } from "./nunjucks.js";
import type { ReadyPage } from "./ready-page.js";
import type { Setup } from "./setup.js";

/**
 * Renders one page with its `layouts`. Rejects if a template fails. `collections`: for a page whose layouts
 * use them.
 */
export type RenderLayouts = (page: ReadyPage, collections?: Data) => Promise<OutputFile>;

/** Undefined if the configuration requires Eleventy for every page. */
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
    // As in Eleventy, data named `content` takes precedence over the rendered content.
    for (const name of layouts ?? [])
      content = await renderTemplate(environment.getTemplate(name), { content, ...given, ...data });
    return { path: output, content: relative ? relativeUrls(content, output, style) : content, source };
  };
}

function renderTemplate(template: nunjucks.Template, data: object): Promise<string> {
  return new Promise((resolve, reject) => {
    template.render(data, (error, result) =>
      error === null || error === undefined ? resolve(result ?? "") : reject(error as Error),
    );
  });
}
