/**
 * Pages and data files in TypeScript. Eleventy imports JavaScript with Node, which does not read TypeScript
 * everywhere; this does for `.11ty.ts` what Eleventy does for `.11ty.js`
 * (https://www.11ty.dev/docs/languages/javascript/).
 */

import { resolve } from "node:path";
import type { EleventyConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import type { Context } from "./plugin.js";
import { isObject } from "../utils/is-record.js";

type Render = (this: unknown, data: Data) => unknown;

interface Program {
  readonly data?: unknown;
  readonly render: Render;
}

/**
 * The exports of a module as an object with `data` and `render`. The module can export a class, an object, a
 * function or a text.
 */
function programOf(exported: unknown): Program {
  if (typeof exported === "function") {
    const { prototype, data } = exported as { prototype?: Partial<Program>; data?: unknown };
    if (prototype?.render !== undefined || prototype?.data !== undefined)
      return new (exported as new () => Program)();
    return { data, render: exported as Render };
  }
  if (isObject(exported) && ("render" in exported || "data" in exported)) {
    const { data, render } = exported as Partial<Program>;
    return { data, render: render ?? (() => "") };
  }
  return { render: () => exported };
}

/** Extensions of TypeScript. */
const ENDINGS = ["ts", "mts", "cts"];

/** Registers pages and data files in TypeScript. */
export function registerScripts(
  eleventy: EleventyConfig,
  { config: { root }, importModule, readData }: Pick<Context, "config" | "importModule" | "readData">,
): void {
  const pages = programPages(root, importModule);
  for (const ending of ENDINGS) {
    eleventy["addTemplateFormats"]([`11ty.${ending}`]);
    eleventy["addExtension"](`11ty.${ending}`, pages);
    // Eleventy calls the functions of JavaScript data files, but takes the parsed value of all other formats.
    eleventy["addDataExtension"](ending, {
      read: false,
      parser: (file: string) => readData(resolve(root, file)),
    });
  }
}

/** Eleventy's settings for pages that are programs. */
function programPages(root: string, importModule: Context["importModule"]): Data {
  const programs = new Map<string, Promise<Program>>();
  const programAt = (inputPath: string): Promise<Program> => {
    const known = programs.get(inputPath) ?? importModule(resolve(root, inputPath)).then(programOf);
    programs.set(inputPath, known);
    return known;
  };
  return {
    outputFileExtension: "html",
    read: false,
    getData: true,
    getInstanceFromInputPath: programAt,
    async compile(
      this: { config: { javascriptFunctions: Readonly<Record<string, (...args: unknown[]) => unknown>> } },
      _text: string,
      inputPath: string,
    ) {
      const program = await programAt(inputPath);
      const functions = Object.entries(this.config.javascriptFunctions);
      return (data: Data) => {
        const self: Record<string, unknown> = Object.assign(Object.create(program) as object, {
          page: data["page"],
          eleventy: data["eleventy"],
        });
        for (const [name, run] of functions) self[name] ??= (...args: unknown[]) => run.apply(self, args);
        return program.render.call(self, data);
      };
    },
    compileOptions: { cache: false },
  };
}
