/** The settings of an Eleventy project: in package.json under `handbill`, if Eleventy has none of its own. */

import { didYouMean } from "../utils/look-alikes.js";
import { relative } from "node:path";
import type { ConfigFlags, SiteConfig, SiteOptions } from "./options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import { readProjectState } from "../pipeline/eleventy-project/state.js";
import { configTextOf, placeOfKey } from "./positions.js";
import { resolveConfig } from "./resolve.js";
import type { SiteKind } from "./site-kind.js";
import { isRecord } from "../utils/is-record.js";

/** All other settings come from Eleventy. */
const SETTINGS: readonly (keyof SiteOptions)[] = [
  "url",
  "hosts",
  "deploy",
  "levels",
  "gone",
  "externalLinks",
];

/**
 * Loads the settings of an Eleventy project. The output folder and the path prefix are those of the last
 * build, because only Eleventy knows them.
 */
export async function loadProjectConfig(
  flags: ConfigFlags,
  kind: SiteKind,
): Promise<WithDiagnostics<SiteConfig>> {
  const { root } = flags;
  const file = "package.json";
  const text = configTextOf(root, file);
  const { value: options, diagnostics } = await optionsIn(text, file);
  const state = readProjectState(root);
  const base = flags.base ?? state?.pathPrefix;
  const output = flags.output ?? state?.output;
  const config = resolveConfig(
    options,
    {
      ...flags,
      ...(base !== undefined && { base }),
      ...(output !== undefined && { output: relative(".", output) || "." }),
    },
    kind.file,
  );
  return { value: config, diagnostics };
}

async function optionsIn(text: string, file: string): Promise<WithDiagnostics<SiteOptions>> {
  let written: unknown;
  try {
    written = (JSON.parse(text || "{}") as { readonly handbill?: unknown }).handbill;
  } catch {
    // Eleventy reports a package.json that cannot be read.
  }
  if (written === undefined) return { value: {}, diagnostics: [] };
  const place = { file, ...placeOfKey(text, "handbill") };
  if (!isRecord(written))
    return {
      value: {},
      diagnostics: [
        diagnostic(
          "config-invalid",
          place,
          "`handbill` must be an object.",
          `Use one of ${SETTINGS.join(", ")}.`,
        ),
      ],
    };
  const unknown = Object.keys(written).filter((key) => !(SETTINGS as readonly string[]).includes(key));
  const diagnostics: Diagnostic[] = unknown.map((key) => {
    const meant = nearest(key, SETTINGS);
    return diagnostic(
      "config-invalid",
      { file, ...placeOfKey(text, "handbill", key) },
      `Unknown setting \`${key}\` of \`handbill\`.`,
      meant === undefined ? `Use one of ${SETTINGS.join(", ")}.` : didYouMean(key, meant),
    );
  });
  if (diagnostics.length > 0) return { value: written, diagnostics };
  const { checkSettings } = await import("./check-settings.js");
  return { value: written, diagnostics: checkSettings(written, file, text) };
}
