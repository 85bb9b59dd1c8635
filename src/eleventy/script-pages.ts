/**
 * Pages that are TypeScript programs: `.11ty.ts`. Eleventy imports its own `.11ty.js` with Node, which does not read
 * TypeScript everywhere; this does for them what Eleventy does for those
 * (https://www.11ty.dev/docs/languages/javascript/).
 */

import { resolve } from "node:path";
import type { EleventyConfig } from "../config.js";
import type { Data } from "../model.js";

type Render = (this: unknown, data: Data) => unknown;

interface Program {
  readonly data?: unknown;
  readonly render: Render;
}

/** What a module exports, as an object with `data` and `render`: a class, an object, a function or a text. */
function programOf(exported: unknown): Program {
  if (typeof exported === "function") {
    const { prototype, data } = exported as { prototype?: Partial<Program>; data?: unknown };
    if (prototype?.render !== undefined || prototype?.data !== undefined)
      return new (exported as new () => Program)();
    return { data, render: exported as Render };
  }
  if (exported !== null && typeof exported === "object" && ("render" in exported || "data" in exported)) {
    const { data, render } = exported as Partial<Program>;
    return { data, render: render ?? (() => "") };
  }
  return { render: () => exported };
}

/** Registers `.11ty.ts` pages; `importModule` reads TypeScript. */
export function registerScriptPages(
  eleventy: EleventyConfig,
  root: string,
  importModule: (file: string) => Promise<unknown>,
): void {
  const programs = new Map<string, Promise<Program>>();
  const programAt = (inputPath: string): Promise<Program> => {
    const known = programs.get(inputPath) ?? importModule(resolve(root, inputPath)).then(programOf);
    programs.set(inputPath, known);
    return known;
  };
  eleventy["addTemplateFormats"](["11ty.ts"]);
  eleventy["addExtension"]("11ty.ts", {
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
  });
  eleventy["addDataExtension"]("ts", {
    read: false,
    parser: (file: string) => importModule(resolve(root, file)),
  });
}
