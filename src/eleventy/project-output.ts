/** Pages see the folder that the configuration names for the site, as `page.outputPath`; their files go to the staged folder. */

import { relative, resolve } from "node:path";
import type { EleventyInternals, EleventyTemplate } from "@11ty/eleventy";

/** Set on the configuration of an Eleventy that writes aside: the folder that its pages see. */
const SHOWN = Symbol.for("handbill.shown-output");

interface WithShownOutput {
  [SHOWN]?: string;
}

/** Has the templates of this Eleventy write aside. `shown`: the folder as the configuration names it. */
export function writeAside(eleventy: EleventyInternals, staged: string, shown: string): void {
  const { writer, eleventyConfig } = eleventy;
  (eleventyConfig as WithShownOutput)[SHOWN] = `${shown.replace(/\/+$/, "")}/`;
  const create = writer._createTemplate.bind(writer);
  writer._createTemplate = (path, to) => {
    const made = create(path, to);
    showOutput(made.template);
    const { _write: write } = made.template;
    // An own property, which Eleventy copies to the clones that it makes for each page of a pagination.
    made.template._write = function (this: EleventyTemplate, page, content) {
      return write.call(this, { ...page, outputPath: aside(page.outputPath, shown, staged) }, content);
    };
    return made;
  };
}

function aside(path: string, shown: string, staged: string): string {
  return `./${staged}/${relative(resolve(shown), resolve(path)).replaceAll("\\", "/")}`;
}

/** Templates ask their class for the folder: once for each copy of Eleventy, it is taught to answer for the configuration. */
function showOutput(template: EleventyTemplate): void {
  let prototype: object = template;
  while (!Object.hasOwn(prototype, "outputDir")) {
    prototype = Object.getPrototypeOf(prototype) as object;
    if (prototype === null) return;
  }
  if (SHOWN in prototype) return;
  const { get } = Object.getOwnPropertyDescriptor(prototype, "outputDir") ?? {};
  Object.defineProperty(prototype, SHOWN, { value: undefined });
  Object.defineProperty(prototype, "outputDir", {
    configurable: true,
    get(this: { readonly eleventyConfig: WithShownOutput }) {
      return this.eleventyConfig[SHOWN] ?? (get?.call(this) as string);
    },
  });
}
