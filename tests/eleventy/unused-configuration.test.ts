/** Every method and property of Eleventy's configuration works in a site, or is reported with what to use instead. */

import { describe, expect, it } from "vitest";
import { REFUSED, REFUSED_KEYS } from "../../src/eleventy/user-config.js";
import { PROJECT, site } from "../support/site.js";

const { default: UserConfig } = (await import(
  `${PROJECT}/node_modules/@11ty/eleventy/src/UserConfig.js`
)) as { readonly default: new () => Record<string, unknown> };
const { default: setDefaults } = (await import(
  `${PROJECT}/node_modules/@11ty/eleventy/src/defaultConfig.js`
)) as { readonly default: (this: object, config: object) => Readonly<Record<string, unknown>> };

/** Where the tests are that show each of these to work in a site that `defineSite` makes. */
const CONFIGURATION = "eleventy/configuration.test.ts";
const PLAIN = "plain-eleventy.test.ts";
const CALLED = "eleventy/called-configuration.test.ts";
const ADDED = "eleventy/added-pages.test.ts";
const EVENTS = "eleventy/build-events.test.ts";

/** Methods that work, with the test of each. */
const HONOURED: Readonly<Record<string, string>> = {
  addAsyncFilter: PLAIN,
  addAsyncShortcode: PLAIN,
  addCollection: PLAIN,
  addDataExtension: CONFIGURATION,
  addDateParsing: CONFIGURATION,
  addExtension: ADDED,
  addFilter: PLAIN,
  addGlobalData: PLAIN,
  addJavaScriptFilter: CALLED,
  addJavaScriptFunction: CALLED,
  addJavaScriptShortcode: CALLED,
  addLayoutAlias: CONFIGURATION,
  addLinter: CONFIGURATION,
  addLiquidFilter: CALLED,
  addLiquidShortcode: CALLED,
  addLiquidTag: CALLED,
  addMarkdownHighlighter: CONFIGURATION,
  addNunjucksAsyncFilter: CALLED,
  addNunjucksAsyncShortcode: CALLED,
  addNunjucksFilter: CALLED,
  addNunjucksGlobal: CALLED,
  addNunjucksShortcode: CALLED,
  addNunjucksTag: CALLED,
  addPairedAsyncShortcode: CALLED,
  addPairedJavaScriptShortcode: CALLED,
  addPairedLiquidShortcode: CALLED,
  addPairedNunjucksAsyncShortcode: CALLED,
  addPairedNunjucksShortcode: CALLED,
  addPairedShortcode: PLAIN,
  addPassthroughCopy: CONFIGURATION,
  addPlugin: PLAIN,
  addPreprocessor: CONFIGURATION,
  addShortcode: PLAIN,
  addTemplate: ADDED,
  addTemplateFormats: ADDED,
  addTransform: PLAIN,
  addUrlTransform: CONFIGURATION,
  amendLibrary: CONFIGURATION,
  augmentFunctionContext: CALLED,
  emit: CALLED,
  enableLayoutResolution: CALLED,
  getCollections: CALLED,
  getConcurrency: CALLED,
  getFilter: CALLED,
  getFilters: CALLED,
  getMergingConfigObject: CALLED,
  getNamespacedName: CALLED,
  getPairedShortcode: CALLED,
  getPairedShortcodes: CALLED,
  getShortcode: CALLED,
  getShortcodes: CALLED,
  hasPlugin: CALLED,
  isDataDeepMergeModified: CALLED,
  isPluginExecution: CALLED,
  isVirtualTemplate: CALLED,
  namespace: CALLED,
  on: EVENTS,
  once: EVENTS,
  resolvePlugin: CALLED,
  setDataFileBaseName: CONFIGURATION,
  setDataFileSuffixes: CONFIGURATION,
  setEventEmitterMode: CALLED,
  setLibrary: CONFIGURATION,
  setLiquidOptions: CALLED,
  setLiquidParameterParsing: CALLED,
  setNunjucksEnvironmentOptions: CALLED,
  setQuietMode: CALLED,
  setTemplateFormats: CONFIGURATION,
  setUseTemplateCache: CALLED,
  versionCheck: CALLED,
};

/** Methods for Eleventy itself. */
const INTERNAL = [
  "_disablePluginExecution",
  "_enablePluginExecution",
  "_executePlugin",
  "_getPluginName",
  "_getUniqueId",
  "_normalizeTemplateFormats",
  "_setQuietModeOverride",
];

/** Arguments with which a call is refused. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  addExtension: '"md", { compile() {} }',
  addPassthroughCopy: '"content", { mode: "html-relative" }',
  addWatchTarget: '"lib"',
  setLibrary: '"md", { render: String }',
  setUseGitIgnore: "true",
  setConcurrency: "2",
};

describe("the configuration object of Eleventy", () => {
  it("has no method of which nothing is known", () => {
    const methods = Object.getOwnPropertyNames(UserConfig.prototype).filter((name) => name !== "constructor");
    expect(methods.sort()).toEqual(
      [...new Set([...Object.keys(HONOURED), ...INTERNAL, ...Object.keys(REFUSED)])].sort(),
    );
  });

  it("keeps the values of known properties", () => {
    expect(Object.keys(new UserConfig()).sort()).toMatchInlineSnapshot(`
      [
        "DateTime",
        "activeNamespace",
        "additionalWatchTargets",
        "benchmarkManager",
        "benchmarks",
        "chokidarConfig",
        "collections",
        "customDateParsingCallbacks",
        "dataDeepMerge",
        "dataExtensions",
        "dataFileDirBaseNameOverride",
        "dataFileSuffixesOverride",
        "dataFilterSelectors",
        "directories",
        "directoryAssignments",
        "dynamicPermalinks",
        "errorReporting",
        "events",
        "extensionConflictMap",
        "extensionMap",
        "freezeReservedData",
        "frontMatterParsingOptions",
        "globalData",
        "ignores",
        "javascript",
        "layoutAliases",
        "layoutResolution",
        "libraryAmendments",
        "libraryOverrides",
        "linters",
        "liquid",
        "markdownHighlighter",
        "nunjucks",
        "passthroughCopies",
        "passthroughCopiesHtmlRelative",
        "plugins",
        "precompiledCollections",
        "preprocessors",
        "quietMode",
        "serverOptions",
        "serverPassthroughCopyBehavior",
        "templateFormats",
        "templateFormatsAdded",
        "templateHandling",
        "transforms",
        "universal",
        "urlTransforms",
        "useGitIgnore",
        "useTemplateCache",
        "virtualTemplates",
        "watchIgnores",
        "watchJavaScriptDependencies",
        "watchTargetsConfigReset",
        "watchThrottleWaitTime",
      ]
    `);
  });

  it("reports each call that has no effect at its line, also in a build with nothing to do", async () => {
    const names = Object.keys(REFUSED);
    const calls = names.map((name) => `  config.${name}(${ARGUMENTS[name] ?? '"x"'});\n`);
    const reported = names.map((_, index) => `eleventy-unused .eleventy.ts:${index + 3}:10`);
    await site({
      ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", eleventy(config) {
${calls.join("")}} });
`,
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics(...reported)
      .check((_, { stdout }) => {
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: { message: string; hint: string }[] };
        diagnostics.forEach(({ message, hint }, index) => {
          expect(message).toMatch(new RegExp(`^\`${names[index]}\` has no effect here\\. [A-Z\`].*\\.$`));
          expect(hint).not.toBe("");
        });
      })
      .build("--format", "json")
      .expectDiagnostics(...reported);
  });

  it("reports a call of a plugin at the line that adds it, once", async () => {
    await site({
      "node_modules/plug/package.json": '{ "name": "plug", "type": "module", "exports": "./index.js" }',
      "node_modules/plug/index.js":
        "export default (config) => { for (const port of [1, 2]) config.setServerOptions({ port }); };\n",
      ".eleventy.ts": `import { defineSite } from "handbill";
import plug from "plug";
const own = (config) => config.setChokidarConfig({});
export default defineSite({ title: "T", eleventy(config) {
  config.addPlugin(plug);
  config.addPlugin(own);
} });
`,
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("eleventy-unused .eleventy.ts:3:32", "eleventy-unused .eleventy.ts:5:10");
  });

  it("accepts calls that set a default value", async () => {
    await site({
      ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", eleventy(config) {
  config.setInputDirectory("./content/");
  config.setDataDeepMerge(true);
  config.setUseGitIgnore(false);
  return { dir: { input: "content", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
} });
`,
      "content/index.md": "# Home\n",
      "content/a.html": "---\n---\n{{ 1 + 1 }}",
    })
      .build("--format", "json")
      .expectDiagnostics()
      .expectFile("a/index.html", "2");
  });
});

describe("the returned object, and `export const config`", () => {
  it("has no key of Eleventy's of which nothing is known", () => {
    const config = new UserConfig();
    const defaults = setDefaults.call(
      { getPathPrefix: () => "/", existsCache: { exists: () => false } },
      config,
    );
    const known = new Set([...Object.keys(REFUSED_KEYS), "nunjucksFilters"]);
    expect(Object.keys(defaults).filter((key) => !known.has(key))).toEqual([]);
  });

  it("reports keys without effect at their lines", async () => {
    await site({
      ".eleventy.ts": `import { defineSite } from "handbill";
export const config = { dir: { input: "src" } };
export default defineSite({ title: "T", eleventy() {
  return {
    markdownTemplateEngine: "liquid",
    keys: { layout: "l" },
    passthroughFileCopy: true,
  };
} });
`,
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics(
        "eleventy-unused .eleventy.ts:2:25",
        "eleventy-unused .eleventy.ts:5:5",
        "eleventy-unused .eleventy.ts:6:5",
        "eleventy-unused .eleventy.ts:7:5",
      );
  });
});
