/** Reference tables, from the code: front matter keys, settings, options of commands, filters. */

import { readFileSync } from "node:fs";
import { knownKeys } from "../../src/content/frontmatter/known-keys.js";
import { COMMANDS, OPTION_TEXT } from "../../src/cli/help.js";
import { FILTERS } from "../../src/templates/filters.js";

/** Pages with more information, by the name of a setting. */
const MORE: Readonly<Record<string, string>> = {
  languages: "languages.md",
  untranslated: "languages.md#what-is-not-translated-yet",
  editUrl: "navigation.md#around-a-page",
  lastUpdated: "navigation.md#last-updated",
  redirects: "redirects.md",
  headers: "headers.md",
  hosts: "hosts.md",
  pages: "#your-own-keys",
  sections: "landing.md#a-section-of-your-own",
  layout: "layouts.md",
  search: "search.md",
  tabs: "navigation.md#sections",
  sidebar: "navigation.md#an-order-of-your-own",
  trust: "#trust",
  levels: "#levels",
  "externalLinks.ignore": "commands.md#links-to-other-sites",
  feeds: "feeds.md",
  llms: "seo.md#for-programs-that-read",
  deploy: "deploy.md",
  eleventy: "#eleventy",
  "theme.brand": "theme.md#one-colour",
  "theme.logo": "theme.md#logo-and-icon",
  "theme.favicon": "theme.md#logo-and-icon",
  "theme.fonts": "theme.md#fonts",
  "theme.header": "theme.md#header-and-footer",
  "theme.footer": "theme.md#header-and-footer",
  "theme.announcement": "theme.md#header-and-footer",
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

/** A page whose text below a heading is replaced by `made`. */
export function withPart(page: string, heading: string, made: string): string {
  const start = page.indexOf(`\n${heading}\n`) + heading.length + 2;
  if (start <= heading.length + 2) throw new Error(`There is no ${heading}.`);
  const next = page.indexOf("\n## ", start);
  return `${page.slice(0, start)}\n${made}\n${next === -1 ? "" : page.slice(next)}`;
}

export function keyReference(): string {
  return table(
    ["key", "what it does"],
    Object.entries(knownKeys.shape).map(([key, schema]) => [`\`${key}\``, schema.description ?? ""]),
  );
}

/** The fields of a schema, from their comments. A field without a comment has fields of its own. */
function settingsOf(file: string, name: string, prefix: string): string[][] {
  const text = readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8");
  const fields = new RegExp(`const ${name} = \\{\\n([\\s\\S]*?)\\n\\};\\n`).exec(text)?.[1] ?? "";
  return [...fields.matchAll(/^(?:  \/\*\*([\s\S]*?)\*\/\n)?  (\w+):/gm)].flatMap(([, comment, key = ""]) => {
    const full = `${prefix}${key}`;
    if (comment === undefined) return settingsOf(file, `${key}Fields`, `${full}.`);
    const [what = "", standard = ""] = comment
      .replace(/\n\s*\* ?/g, " ")
      .trim()
      .split(/\s*@default\s+/);
    const more = MORE[full];
    return [
      [
        more === undefined ? `\`${full}\`` : `[\`${full}\`](${more})`,
        standard === "" ? "" : /^(?:"|true|false|\/)/.test(standard) ? `\`${standard}\`` : standard,
        what,
      ],
    ];
  });
}

export function settingReference(): string {
  const top = settingsOf("config/schema.ts", "siteFields", "").filter(([name = ""]) => !/`theme`/.test(name));
  return table(
    ["setting", "default", "what it is"],
    [...top, ...settingsOf("config/theme-schema.ts", "themeFields", "theme.")],
  );
}

export function optionReference(): string {
  return table(
    ["option", "what it does", "of"],
    Object.entries(OPTION_TEXT).map(([option, [form, does]]) => {
      const users = Object.entries(COMMANDS)
        .filter(([, { options }]) => options.includes(option))
        .map(([name]) => `\`${name}\``);
      const others = Object.keys(COMMANDS).filter((name) => !users.includes(`\`${name}\``));
      return [
        `\`${form}\``,
        does,
        others.length === 0
          ? "all"
          : others.length === 1
            ? `all except \`${others.join()}\``
            : users.join(", "),
      ];
    }),
  );
}

export function filterReference(): string {
  return table(
    ["filter", "gives"],
    Object.entries(FILTERS).map(([name, { use, gives }]) => [`\`${name}\``, `${gives} \`${use}\``]),
  );
}
