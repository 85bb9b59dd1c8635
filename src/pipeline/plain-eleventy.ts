/** `defineSite` under plain Eleventy: the same stages 1 and 2, then Eleventy's own build. */

import { resolve } from "node:path";
import type { EleventyConfig, SiteOptions } from "../config/options.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { configure } from "../eleventy/plugin.js";
import { templateName } from "../eleventy/template-names.js";
import { decode } from "../content/decode.js";
import { withoutLead } from "../content/frontmatter/front-matter.js";
import { isFile, readSource } from "../system/files.js";
import { createImporter } from "../system/modules.js";
import { resolveConfig } from "../config/resolve.js";
import { loadSite } from "./load.js";
import { readInputs } from "./read-inputs.js";
import { setUp, withChoices } from "./set-up.js";
import { renderContext } from "../render/render-context.js";
import { withThemeFiles } from "../config/theme-files.js";

/**
 * Configures Eleventy for a site in the current folder. Gives the settings that Eleventy accepts only as a
 * return value.
 */
export async function configurePlainEleventy(
  eleventy: EleventyConfig,
  options: SiteOptions,
): Promise<Record<string, unknown>> {
  const root = resolve(".");
  const { value: given, diagnostics: found } = withThemeFiles(resolveConfig(options, { root }));
  if (given.trust === "text")
    throw new Error(
      'With `trust: "text"`, build the site with `handbill build`: Eleventy would run code in ' +
        "untrusted pages.",
    );
  const { importModule } = createImporter(root);
  const setup = await setUp(given);
  const config = withChoices(given, setup);
  const inputs = await readInputs(
    config,
    importModule,
    { files: () => new Map(), pictures: () => undefined },
    Date.now(),
    { setup },
  );
  const loaded = await loadSite(config, inputs.value, setup);
  const problem = [...found, ...inputs.diagnostics, ...loaded.diagnostics].find(isBlocking);
  if (problem !== undefined)
    throw new Error(`${problem.file ?? ""}:${problem.line ?? ""}: ${problem.message}`);
  // A fallback page for a missing translation has no file that Eleventy would find.
  for (const { page } of loaded.value.site.pages)
    if (page.fallbackFor !== undefined)
      eleventy["addTemplate"](templateName(page.source), "", page.frontMatter);
  // Eleventy ignores files with this extension.
  for (const path of inputs.value.sources.pages)
    if (path.endsWith(".markdown")) {
      const file = readSource(root, path);
      const text = isFile(file) ? decode(file) : "";
      eleventy["addTemplate"](templateName(path), typeof text === "string" ? withoutLead(text) : "", {});
    }
  await configure(eleventy, renderContext(config, loaded.value, importModule, setup.globalData), []);
  return { pathPrefix: config.base, markdownTemplateEngine: "njk" };
}
