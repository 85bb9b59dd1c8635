/** Ways to break settings, navigation and layouts, for `mutations.long.ts`. */

import { of, WAYS, type Mutator } from "./mutations.js";

const gone = (number: number) => `${of(["docs/", "docs/more/", "blog/", ""], number)}gone-${number}`;
const all = (line: (number: number) => string) => Array.from({ length: WAYS }, (_, n) => line(n)).join(", ");
/** A mistake in the configuration, which all `WAYS` of them share. */
const inConfig = (check: string, configure: (text: string) => string): Mutator => ({
  check,
  code: "broken-link",
  configure,
  make: () => ({ finds: ".eleventy.ts" }),
});
const THEME = [
  "layouts/base.njk",
  "layouts/docs.njk",
  "layouts/partials/footer.njk",
  "layouts/styles/page.css",
];

export const NAVIGATION_MUTATORS: readonly Mutator[] = [
  inConfig("sidebar", (text) =>
    text.replace('items: ["docs/start.md"', `items: [${all((n) => `"${gone(n)}.md"`)}, "docs/start.md"`),
  ),
  inConfig("site-frame", (text) =>
    text.replace("links: [", `links: [${all((n) => `{ text: "Gone ${n}", url: "/${gone(n)}/" }`)}, `),
  ),
  {
    check: "orphans",
    code: "page-orphan",
    tiny: { "content/index.md": "# Home\n", "content/docs/index.md": "# Docs\n" },
    make: (n) => {
      const path = `content/${of(["", "docs/", "docs/deep/", "other/"], n)}alone-${n}.md`;
      const self = of(["", `[self](alone-${n}.md)`, `[out](https://a.example/alone-${n}/)`], n);
      return { files: { [path]: `---\nnav: false\n---\n# Alone ${n}\n\n${self}\n` }, finds: path };
    },
  },
  {
    check: "home-page",
    code: "home-missing",
    tiny: {},
    isOnePerSite: true,
    make: (n) => ({
      files: {
        [of(["content/a.md", "content/home.md", "content/docs/index.md", "content/en/index.md"], n)]:
          `# Page ${n}\n`,
        [`content/${of(["", "x/", "x/y/"], n)}page-${n}.md`]: `---\npermalink: /p-${n}/\n---\n# Other\n`,
      },
    }),
  },
  {
    check: "host-redirects",
    code: "link-redirects",
    settings: 'hosts: ["github-pages"]',
    make: (n) => ({
      append: `[folder](/${of(["a", "b/c", "d-e"], n)}-${n}${of(["", "?q=1", "#part"], n)})`,
      files: {
        [`public/${of(["a", "b/c", "d-e"], n)}-${n}/index.html`]:
          '<!doctype html><html lang="en"><title>A</title><h1 id="part">A</h1></html>',
      },
    }),
  },
];

export const LAYOUT_MUTATORS: readonly Mutator[] = [
  {
    check: "policy",
    code: "policy-blocks",
    settings: 'hosts: ["netlify"]',
    make: (n) => ({
      append: of(
        [
          `<script>\neval("${n}");\n</script>`,
          `<script>\nnew Function("return ${n}");\n</script>`,
          `<script>\nsetTimeout("f(${n})", 1);\n</script>`,
        ],
        n,
      ),
    }),
  },
  {
    check: "colour-contrast",
    code: "colour-contrast",
    make: (n) => {
      const colour = of(["#ccc", "rgb(204 204 204)", "hsl(0 0% 80%)", "silver", "#cccccc"], n);
      const ground = of(["background", "background-color"], n);
      const path = "layouts/styles/site.css";
      return { adds: { [path]: `.c-${n} {\n  color: ${colour};\n  ${ground}: #fff;\n}\n` }, finds: path };
    },
  },
  {
    check: "unknown-icons",
    code: "icon-unknown",
    make: (n) => {
      const path = `content/with-icon-${n}.md`;
      const icon =
        `${of(["blot", "serch", "globee", "lokc"], n)}` +
        `${of(["", "-x", "-y", "-z", "-w"], Math.floor(n / 4))}`;
      const section = `sections:\n  - type: features\n    items:\n      - title: A\n        icon: ${icon}\n`;
      return { files: { [path]: `---\ntitle: Icon ${n}\nhidden: true\n${section}---\n` }, finds: path };
    },
  },
  {
    check: "outdated-copies",
    code: "layout-outdated",
    make: (n) => {
      const path = `layouts/partials/own-${n}.njk`;
      const from = of([...THEME, "layouts/partials/gone.njk"], n);
      return {
        files: { [path]: `{#- Copied from Handbill's ${from} (${String(n).padStart(12, "0")}). -#}\nOwn\n` },
        finds: path,
      };
    },
  },
  {
    check: "page-titles",
    code: "description-duplicate",
    make: (n) => ({
      files: Object.fromEntries(
        ["one", "two"].map((name) => [
          `content/docs/${name}-${n}.md`,
          `---\ntitle: ${name} ${n}\ndescription: All about it, part ${n}.\nhidden: true\n---\nText.\n`,
        ]),
      ),
      finds: `content/docs/two-${n}.md`,
    }),
  },
];
