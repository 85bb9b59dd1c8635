/** Pages without a `description`, where the site wants each page to have one. */

import { diagnostic, levelOf } from "../diagnostics/catalogue.js";
import { isFound, type Check } from "./check.js";

export const descriptions: Check = {
  name: "descriptions",
  codes: ["description-missing"],
  per: "page",
  run({ config, loaded: { site } }, scope) {
    if (levelOf("description-missing", config.levels) === "off") return [];
    const wanted = scope && new Set(scope.sources);
    return site.pages.flatMap((page) => {
      const { description } = page.data;
      const isMissing = typeof description !== "string" || description.trim() === "";
      const isWanted = wanted?.has(page.page.source) ?? true;
      return isWanted && isMissing && isFound(page) && page.output !== "404.html"
        ? diagnostic(
            "description-missing",
            { file: page.page.source },
            "The page has no `description`: search engines choose a piece of its text.",
            "Write one sentence about it: `description: …` in the front matter.",
          )
        : [];
    });
  },
};
