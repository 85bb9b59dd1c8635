/** `.eleventy.ts` and the command line → SiteConfig. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConfigFlags, SiteConfig, SiteOptions } from "../config.js";
import { optionsOf } from "../define-site.js";
import { catalogue, diagnostic } from "../diagnostics.js";
import { moduleFailure, type ImportModule } from "../host/modules.js";
import type { Diagnostic, Staged } from "../model.js";
import { parseHex } from "../templates/colour.js";
import { nearest } from "../nearest.js";

const FILES = [".eleventy.ts", ".eleventy.js", ".eleventy.mjs", ".eleventy.cjs"];

/** The site's settings. With error Diagnostics, those that could not be read have their defaults. */
export async function loadConfig(flags: ConfigFlags, importModule: ImportModule): Promise<Staged<SiteConfig>> {
  const file = FILES.find((name) => existsSync(join(flags.root, name)));
  const diagnostics: Diagnostic[] = [];
  let options: SiteOptions = {};
  if (file !== undefined) {
    try {
      const exported = await importModule(join(flags.root, file));
      const read = optionsOf(exported);
      if (read === undefined) diagnostics.push(diagnostic("config-invalid", { file, line: 1, column: 1 }, `${file} has no default export that defines a site.`, "Write `export default defineSite({ … });`."));
      else options = read;
    } catch (thrown) {
      diagnostics.push(moduleFailure("config-failed", flags.root, file, thrown));
    }
  }
  diagnostics.push(...checkOptions(options, file ?? ".eleventy.ts"));
  return { value: resolveConfig(options, flags, file), diagnostics };
}

/** The options with every default filled in, and the command line over them. */
export function resolveConfig(options: SiteOptions, flags: ConfigFlags, file?: string): SiteConfig {
  const { title = "", description = "", url = "", language = "en", urls = {}, layout = "docs", theme = {}, templatesInMarkdown = false, trust = "author", onError = "stop", levels = {} } = options;
  const base = `/${(flags.base ?? urls.base ?? "/").replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
  return {
    root: flags.root,
    content: "content",
    layouts: "layouts",
    public: "public",
    output: resolve(flags.root, flags.output ?? "_site"),
    ...(file !== undefined && { file }),
    title,
    description,
    url: url.replace(/\/+$/, ""),
    language,
    style: urls.style ?? "directory",
    base,
    ...(options.pages && { pages: options.pages }),
    layout,
    theme,
    templatesInMarkdown,
    trust,
    onError,
    levels,
    ...(options.markdown && { markdown: options.markdown }),
    ...(options.eleventy && { eleventy: options.eleventy }),
    drafts: flags.drafts ?? false,
    again: flags.again ?? false,
  };
}

type Check = readonly [accepts: (value: unknown) => boolean, wanted: string];
const isText = (value: unknown) => typeof value === "string";
const oneOf = (...values: readonly unknown[]): Check => [(value) => values.includes(value), `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`];
const isFunction: Check = [(value) => typeof value === "function", "a function"];

const CHECKS: Readonly<Record<keyof SiteOptions, Check>> = {
  title: [isText, "text"],
  description: [isText, "text"],
  url: [(value) => isText(value) && (value === "" || /^https?:\/\/[^/]+\/?$/.test(String(value))), "an address with scheme and without path, such as https://acme.example"],
  language: [(value) => isText(value) && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(String(value)), "a language tag such as en or pt-BR"],
  urls: [(value) => isMap(value) && Object.keys(value).every((key) => key === "style" || key === "base") && ["directory", "file", undefined].includes(value["style"] as string) && (value["base"] === undefined || isText(value["base"])), '{ style: "directory" | "file", base: "/path/" }'],
  pages: [(value) => isMap(value) && typeof value["safeParse"] === "function", "a zod object: z.object({ … })"],
  layout: [isText, "the name of a layout"],
  theme: [(value) => isMap(value) && Object.keys(value).every((key) => key === "brand") && (value["brand"] === undefined || parseHex(String(value["brand"])) !== undefined), '{ brand: "#rrggbb" }'],
  templatesInMarkdown: [(value) => typeof value === "boolean" || (Array.isArray(value) && value.every(isText)), "true, false or a list of patterns"],
  trust: oneOf("author", "text"),
  onError: oneOf("stop", "keep-going"),
  levels: [isMap, "levels by code"],
  markdown: isFunction,
  eleventy: isFunction,
};

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkOptions(options: SiteOptions, file: string): Diagnostic[] {
  const invalid = (message: string, hint?: string) => diagnostic("config-invalid", { file }, message, hint);
  const diagnostics: Diagnostic[] = [];
  for (const [key, value] of Object.entries(options)) {
    const check = (CHECKS as Readonly<Record<string, Check | undefined>>)[key];
    if (check === undefined) {
      const meant = nearest(key, Object.keys(CHECKS));
      diagnostics.push(invalid(`\`${key}\` is not a setting of defineSite.`, meant === undefined ? `The settings are ${Object.keys(CHECKS).join(", ")}.` : `Did you mean \`${meant}\`?`));
    } else if (value !== undefined && !check[0](value)) diagnostics.push(invalid(`\`${key}\` must be ${check[1]}.`));
  }
  for (const [code, level] of Object.entries(isMap(options.levels) ? options.levels : {})) {
    const entry = (catalogue as Readonly<Record<string, { readonly kind: string } | undefined>>)[code];
    if (entry === undefined) diagnostics.push(invalid(`\`levels\` names \`${code}\`, which is no code of Handbill's.`, `Did you mean \`${nearest(code, Object.keys(catalogue)) ?? "broken-link"}\`?`));
    else if (entry.kind === "error") diagnostics.push(invalid(`\`levels\` names \`${code}\`, an error: the page cannot be made, so it cannot be silenced.`));
    else if (!["error", "warning", "off"].includes(String(level))) diagnostics.push(invalid(`\`levels["${code}"]\` must be "error", "warning" or "off".`));
  }
  return diagnostics;
}
