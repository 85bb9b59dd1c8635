/** Reads and compiles the theme's templates. `prepare.js` runs it once, when Handbill is built. */

import { readFrontMatter } from "../content/frontmatter/front-matter.js";
import { readFacts } from "../templates/facts.js";
import { nunjucks } from "../templates/nunjucks.js";
import { templateKey, type PreparedTemplates } from "../templates/prepared.js";
// This import changes how templates are compiled.
import "./nunjucks.js";

const { compiler } = nunjucks as unknown as {
  readonly compiler: {
    compile(
      text: string,
      asyncFilters: readonly string[],
      extensions: readonly object[],
      name: string,
    ): string;
  };
};

/**
 * `texts`: whole template files by the path in messages, `handbill:layouts/docs.njk`. A template with custom
 * tags is left out.
 */
export function prepareTheme(texts: Readonly<Record<string, string>>): PreparedTemplates {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) => {
      const { body } = readFrontMatter(text, path);
      try {
        return [
          [
            templateKey(path, body),
            { facts: readFacts(body, []), code: compiler.compile(body, [], [], path) },
          ],
        ];
      } catch {
        return [];
      }
    }),
  );
}
