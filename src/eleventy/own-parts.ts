/** Registers Handbill's Markdown and URLs in an Eleventy whose site and plugins may change them. */

import type { EleventyConfig, SiteConfig } from "../config/options.js";
import { transformUrl, type UrlTransform } from "../site/eleventy-choices.js";
import type { Context } from "./plugin.js";
import { sourceOf } from "./template-names.js";
import { ownMethods } from "./user-config.js";

/** The data of a page that Eleventy passes to a renderer. */
interface PageData {
  readonly page: { readonly inputPath: string };
  readonly title?: unknown;
}

/**
 * Handbill renders Markdown, including the site's changes to it. Eleventy must not change it, not even for
 * plugins, which run later.
 */
export function keepMarkdown(eleventy: EleventyConfig, context: Context): void {
  ownMethods(eleventy)["setLibrary"]("md", {
    async render(text: string, data: PageData) {
      const body = await context.renderMarkdown(text, sourceOf(data.page.inputPath));
      // Layouts get the same object, and render later.
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

/** The URL transforms of the site and its plugins, followed by the URLs that browsers request. */
export function registerUrls(eleventy: EleventyConfig, style: SiteConfig["style"]): void {
  const transforms = eleventy["urlTransforms"] as UrlTransform[];
  const own = [...transforms];
  transforms.splice(0, Infinity, (page) => publicUrl(transformUrl(page, own), style));
  eleventy["addUrlTransform"] = (transform: UrlTransform) => void own.push(transform);
}

/**
 * Markdown that stage 1 has rendered. Eleventy's own pipeline renders the text only if it contains templates.
 */
export function registerMarkdown(eleventy: EleventyConfig, context: Context): void {
  eleventy["addExtension"]("md", {
    outputFileExtension: "html",
    getData: (inputPath: string) => context.addedData(sourceOf(inputPath)),
    compile(this: { defaultRenderer: (data: unknown) => Promise<string> }, text: string, inputPath: string) {
      const source = sourceOf(inputPath);
      const page = context.page(source);
      if (page !== undefined) return () => page.html;
      const body = context.staticBody(source, text);
      // The other cases are templates: bodies, computed data, permalinks.
      return body === undefined ? (data: unknown) => this.defaultRenderer(data) : () => body;
    },
    compileOptions: {
      // Stage 1 keeps the rendered page. Eleventy's cache would hold every page forever.
      cache: false,
      permalink: (permalink: unknown, inputPath: string) => {
        const page = context.page(sourceOf(inputPath));
        return page === undefined ? permalink : () => page.output;
      },
    },
  });
}

/** The URL of `a.html` is `/a.html` in Eleventy, but `/a` in Handbill with the style "file". */
function publicUrl(url: string, style: SiteConfig["style"]): string {
  const encoded = encodeURI(decodeURI(url));
  return style === "file" ? encoded.replace(/\.html$/, "") : encoded;
}
