/** Methods of Eleventy's configuration that give templates something, or answer at once, in a site that `defineSite` makes. */

import { it } from "vitest";
import { site } from "../support/site.js";

const configured = (body: string) =>
  `import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
${body}
} });
`;

it("has tags, filters and shortcodes of each language, as they are added for it alone", async () => {
  await site({
    ".eleventy.ts": configured(`
  config.addLiquidFilter("lf", (text) => "lf:" + text);
  config.addLiquidShortcode("ls", (text) => "ls:" + text);
  config.addPairedLiquidShortcode("lp", (content) => "lp:" + content);
  config.addLiquidTag("lt", () => ({ parse() {}, render: () => "lt" }));
  config.setLiquidOptions({ strictFilters: true, dynamicPartials: false, globals: { lg: "lg" } });
  config.setLiquidParameterParsing("builtin");
  config.addNunjucksFilter("nf", (text) => "nf:" + text);
  config.addNunjucksAsyncFilter("na", (text, done) => done(null, "na:" + text));
  config.addNunjucksShortcode("ns", (text) => "ns:" + text);
  config.addNunjucksAsyncShortcode("nas", async (text) => "nas:" + text);
  config.addPairedNunjucksShortcode("np", (content) => "np:" + content);
  config.addPairedNunjucksAsyncShortcode("nap", async (content) => "nap:" + content);
  config.addPairedAsyncShortcode("pa", async (content) => "pa:" + content);
  config.addNunjucksGlobal("ng", "ng");
  config.addNunjucksTag("nt", (nunjucks) => {
    class Tag {
      tags = ["nt"];
      parse(parser, nodes) {
        const token = parser.nextToken();
        const args = parser.parseSignature(null, true);
        parser.advanceAfterBlockEnd(token.value);
        return new nodes.CallExtension(this, "run", args);
      }
      run() { return new nunjucks.runtime.SafeString("nt"); }
    }
    return new Tag();
  });
  config.setNunjucksEnvironmentOptions({ trimBlocks: true });
  config.addJavaScriptFilter("jf", (text) => "jf:" + text);
  config.addJavaScriptFunction("jfn", (text) => "jfn:" + text);
  config.addJavaScriptShortcode("js", (text) => "js:" + text);
  config.addPairedJavaScriptShortcode("jp", (content) => "jp:" + content);`),
    "layouts/own.njk":
      '{% if true %}\n{{ "x" | nf }} {{ "x" | na }} {% ns "x" %} {% nas "x" %} {% np %}x{% endnp ' +
      "%} {% nap %}x{% endnap %} {% pa %}x{% endpa %} {{ ng }} {% nt %} {{ content | safe }}{% " +
      "endif %}",
    "content/index.md": "text\n",
    "content/l.liquid": '{{ "x" | lf }} {% ls "x" %} {% lp %}x{% endlp %} {% lt %} {{ lg }}',
    "content/p.11ty.js":
      'export function render() { return [this.jf("x"), this.jfn("x"), this.js("x"), ' +
      'this.jp("x")].join(" "); }\n',
    "package.json": '{ "type": "module" }',
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics()
    .expectFile("index.html", "nf:x na:x ns:x nas:x np:x nap:x pa:x ng nt <p>text</p>\n")
    .expectFile("l/index.html", "lf:x ls:x lp:x lt lg")
    .expectFile("p/index.html", "jf:x jfn:x js:x jp:x");
});

it("answers calls as Eleventy does", async () => {
  await site({
    ".eleventy.ts": configured(`
  const answers = {};
  config.versionCheck(">=3");
  config.addFilter("f", (text) => text + "!");
  config.addShortcode("s", () => "s");
  config.addPairedShortcode("p", (content) => content);
  answers.filters = [config.getFilter("f")("x"), "f" in config.getFilters(), "s" in config.getShortcodes(), config.getShortcode("s")(), config.getPairedShortcode("p")("y"), "p" in config.getPairedShortcodes()];
  config.addCollection("c", (api) => api.getAll());
  answers.collections = "c" in config.getCollections();
  answers.before = [config.isPluginExecution(), config.isDataDeepMergeModified(), config.getConcurrency(), config.isVirtualTemplate("v.njk")];
  function named() { answers.during = config.isPluginExecution(); }
  config.addPlugin(named);
  answers.plugin = [config.hasPlugin("named"), typeof config.resolvePlugin("@11ty/eleventy/html-base-plugin")];
  answers.merged = "transforms" in config.getMergingConfigObject();
  answers.context = typeof config.augmentFunctionContext((x) => x, { source: {} });
  config.enableLayoutResolution();
  config.setQuietMode(false);
  config.setUseTemplateCache(false);
  config.setEventEmitterMode("sequential");
  config.on("own", (value) => { answers.emitted = value; });
  config.emit("own", 3);
  config.addGlobalData("answers", () => answers);
  return config.namespace("ns_", () => { answers.name = config.getNamespacedName("a"); config.addFilter("in", () => "namespaced"); });`),
    "layouts/own.njk": '{{ answers | dump | safe }} {{ "" | ns_in }}',
    "content/index.md": "text\n",
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics()
    .expectFile(
      "index.html",
      '{"filters":["x!",true,true,"s","y",true],"collections":true,"before":[false,false,1,false],"plugin":[true,"function"],"merged":true,"context":"function","emitted":3,"name":"ns_a","during":true} namespaced',
    );
});
