/** `.eleventy.ts` and the command line → SiteConfig. */

import { join } from "node:path";
import { areChecked, settingsHash } from "./checked-settings.js";
import { optionsOf } from "./define-site.js";
import type { ConfigFlags, SiteConfig, SiteOptions } from "./options.js";
import { configTextOf, placeOfKey, placesIn } from "./positions.js";
import { resolveConfig } from "./resolve.js";
import { siteKind } from "./site-kind.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { tagOf } from "../site/i18n/languages.js";
import { sidebarLinks, sidebarPages } from "../site/navigation/check-sidebar.js";
import { moduleFailure } from "../system/module-failure.js";
import type { ImportModule } from "../system/modules.js";

/**
 * The site's settings. With error Diagnostics, all have their defaults: what is wrong is no value to go on
 * with.
 */
export async function loadConfig(
  flags: ConfigFlags,
  importModule: ImportModule,
): Promise<WithDiagnostics<SiteConfig>> {
  const kind = siteKind(flags.root, flags.config);
  if ("code" in kind) return { value: resolveConfig({}, flags), diagnostics: [kind] };
  if (kind.kind === "eleventy") return (await import("./load-project.js")).loadProjectConfig(flags, kind);
  const { file } = kind;
  if (file === undefined) return { value: resolveConfig({}, flags), diagnostics: [] };
  const { value: options, diagnostics: failures } = await importOptions(flags.root, file, importModule);
  const text = configTextOf(flags.root, file);
  const hash = settingsHash(options);
  const isChecked = areChecked(flags.root, hash, "settings");
  const diagnostics = [...failures, ...(isChecked ? [] : await checkOptions(options, file, text))];
  if (diagnostics.length > 0) return { value: resolveConfig({}, flags, file), diagnostics };
  const settings = resolveConfig(options, flags, file);
  const resolved = {
    ...settings,
    hash,
    sidebarPlaces: placesIn(text, "sidebar", sidebarPages(settings)),
    sidebarLinkPlaces: placesIn(text, "sidebar", sidebarLinks(settings)),
    feedsPlace: placeOfKey(text, "feeds"),
  };
  const hasTheme = options.theme !== undefined || Object.keys(settings.inLanguages).length > 0;
  return hasTheme
    ? (await import("./theme-files.js")).withThemeFiles(resolved)
    : { value: resolved, diagnostics };
}

async function importOptions(
  root: string,
  file: string,
  importModule: ImportModule,
): Promise<WithDiagnostics<SiteOptions>> {
  try {
    const read = optionsOf(await importModule(join(root, file)));
    if (read !== undefined) return { value: read, diagnostics: [] };
    const missing = diagnostic(
      "config-invalid",
      { file, line: 1, column: 1 },
      `${file} has no default export with \`defineSite\`.`,
      "Write `export default defineSite({ … });`.",
    );
    return { value: {}, diagnostics: [missing] };
  } catch (thrown) {
    return { value: {}, diagnostics: [moduleFailure("config-failed", root, file, thrown)] };
  }
}

async function checkOptions(options: SiteOptions, file: string, text: string): Promise<Diagnostic[]> {
  const { checkParts, checkSettings } = await import("./check-settings.js");
  const diagnostics = checkSettings(options, file, text);
  if (diagnostics.length === 0) diagnostics.push(...checkOwnLanguage(options, file, text));
  return [...diagnostics, ...checkParts(options, file, text)];
}

/** Checks that the site's language is one of `languages`. */
function checkOwnLanguage(
  { language = "en", languages = {} }: SiteOptions,
  file: string,
  text: string,
): Diagnostic[] {
  const tags = Object.keys(languages);
  if (tags.length === 0 || tagOf(language, tags) !== undefined) return [];
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return [
    diagnostic(
      "config-invalid",
      { file, ...placeOfKey(text, "languages") },
      `\`languages\` does not list the site's own language, ${language}.`,
      `Add it, \`${/\W/.test(language) ? JSON.stringify(language) : language}: ` +
        `${JSON.stringify(name)}\`, or set \`language\` to one of ${tags.join(", ")}.`,
    ),
  ];
}
