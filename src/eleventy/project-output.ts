/**
 * Templates see the folder that the configuration sets for the site, as `page.outputPath`, but files are
 * written to the staging folder.
 */

import { posix, relative, resolve } from "node:path";
import type { EleventyInternals, EleventyTemplate } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";

/**
 * Set on the configuration of an Eleventy that writes to the staging folder: the folder that its templates
 * see.
 */
const SHOWN = Symbol.for("handbill.shown-output");

interface WithShownOutput {
  [SHOWN]?: string;
}

/**
 * Makes the templates of this Eleventy write to the staging folder. `shown`: the folder in the configuration.
 */
export function writeAside(
  eleventy: EleventyInternals,
  config: EleventyConfig,
  staged: string,
  shown: string,
): void {
  const { writer, eleventyConfig, directories, templateData } = eleventy;
  const folder = asEleventy(shown);
  (eleventyConfig as WithShownOutput)[SHOWN] = folder;
  // `eleventy.directories` in templates. Plugins see the staging folder.
  const folders = {
    get input() {
      return directories.input;
    },
    get data() {
      return directories.data;
    },
    getUserspaceInstance: () =>
      Object.defineProperty(directories.getUserspaceInstance(), "output", {
        value: folder,
        enumerable: true,
      }),
  };
  Object.defineProperty(templateData, "dirs", { value: folders });
  copyAside(config, staged, shown);
  const create = writer._createTemplate.bind(writer);
  writer._createTemplate = (path, to) => {
    const made = create(path, to);
    showOutput(made.template);
    const { _write: write } = made.template;
    // An own property, which Eleventy copies to the clones for each page of a pagination.
    made.template._write = function (this: EleventyTemplate, page, content) {
      return write.call(this, { ...page, outputPath: aside(page.outputPath, shown, staged) }, content);
    };
    return made;
  };
}

/** A folder as Eleventy writes it: `build` → `./build/`, `../build` → `../build/`. */
function asEleventy(folder: string): string {
  const path = posix.normalize(`${folder}/`);
  return /^\.{0,2}\//.test(path) ? path : `./${path}`;
}

/**
 * Writes files that are copied with a page to the staging folder: their target comes from the page's
 * `outputPath`.
 */
function copyAside(config: EleventyConfig, staged: string, shown: string): void {
  const emit = config["emit"].bind(config) as (event: string, ...args: unknown[]) => unknown;
  config["emit"] = (event: string, ...args: unknown[]) => {
    if (event !== "eleventy#copy") return emit(event, ...args);
    const [copy] = args as [{ readonly target: string }];
    return emit(event, { ...copy, target: aside(copy.target, shown, staged) });
  };
}

function aside(path: string, shown: string, staged: string): string {
  return `./${staged}/${relative(resolve(shown), resolve(path)).replaceAll("\\", "/")}`;
}

/**
 * Templates read the folder from their class. The class is patched once for each copy of Eleventy, to use the
 * value in the configuration.
 */
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
