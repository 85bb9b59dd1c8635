/** Markdown and URLs as Handbill has them, in an Eleventy whose site and plugins may say more of them. */

import type { EleventyConfig, SiteConfig } from "../config/options.js";
import { transformUrl, type UrlTransform } from "../site/eleventy-choices.js";
import type { Context } from "./plugin.js";
import { sourceOf } from "./template-names.js";
import { itself } from "./user-config.js";

/** The data of a page as Eleventy hands it to a renderer. */
interface PageData {
  readonly page: { readonly inputPath: string };
  readonly title?: unknown;
}

/** Handbill renders Markdown, with what the site changes of it: Eleventy must change nothing, also not for plugins, which run later. */
export function keepMarkdown(eleventy: EleventyConfig, context: Context): void {
  itself(eleventy)["setLibrary"]("md", {
    async render(text: string, data: PageData) {
      const body = await context.renderMarkdown(text, sourceOf(data.page.inputPath));
      // Layouts get the same object, and come later.
      Object.assign(data, body.dataBelow(data.title));
      return body.html;
    },
  });
  delete eleventy["libraryAmendments"].md;
  for (const name of ["setLibrary", "amendLibrary"]) {
    const before = eleventy[name].bind(eleventy) as (library: string, value: unknown) => unknown;
    eleventy[name] = (library: string, value: unknown) =>
      String(library).toLowerCase() === "md" ? undefined : before(library, value);
  }
}

/** The site's URL transforms, those of plugins too, and then URLs as browsers ask for them. */
export function registerUrls(eleventy: EleventyConfig, style: SiteConfig["style"]): void {
  const transforms = eleventy["urlTransforms"] as UrlTransform[];
  const own = [...transforms];
  transforms.splice(0, Infinity, (page) => publicUrl(transformUrl(page, own), style));
  eleventy["addUrlTransform"] = (transform: UrlTransform) => void own.push(transform);
}

/** Markdown: stage 1 has rendered it. Only where templates run does Eleventy's own pipeline render the text. */
export function registerMarkdown(eleventy: EleventyConfig, context: Context): void {
  eleventy["addExtension"]("md", {
    outputFileExtension: "html",
    getData: (inputPath: string) => context.addedData(sourceOf(inputPath)),
    compile(this: { defaultRenderer: (data: unknown) => Promise<string> }, text: string, inputPath: string) {
      const source = sourceOf(inputPath);
      const page = context.page(source);
      if (page !== undefined) return () => page.html;
      const body = context.staticBody(source, text);
      // What is left are templates: bodies where they may run, computed data, permalinks.
      return body === undefined ? (data: unknown) => this.defaultRenderer(data) : () => body;
    },
    compileOptions: {
      // The rendered page is kept by stage 1; Eleventy's cache would hold every page for ever.
      cache: false,
      permalink: (permalink: unknown, inputPath: string) => {
        const page = context.page(sourceOf(inputPath));
        return page === undefined ? permalink : () => page.output;
      },
    },
  });
}

/** Eleventy writes the address of `a.html` as `/a.html`; with the style "file", Handbill's address is `/a`. */
function publicUrl(url: string, style: SiteConfig["style"]): string {
  const encoded = encodeURI(decodeURI(url));
  return style === "file" ? encoded.replace(/\.html$/, "") : encoded;
}
