/** Reports frames without a title. */

import { hasAny, isHidden, valueOf, type HtmlRule } from "./rule.js";
import { hiddenParts } from "./hidden-parts.js";

export const frameTitles: HtmlRule = {
  name: "frame-titles",
  code: "frame-title",
  find({ tags }, report) {
    if (!tags.some(({ name }) => name === "iframe")) return;
    const hides = hiddenParts();
    for (const tag of tags) {
      const isAway = hides(tag);
      if (tag.name !== "iframe" || tag.closing || isAway || isHidden(tag)) continue;
      // An invisible frame that counts visits.
      if (["width", "height"].some((size) => /^[01](?:px)?$/.test(valueOf(tag, size) ?? ""))) continue;
      if (valueOf(tag, "tabindex") === "-1" || hasAny(tag, "title", "aria-label", "aria-labelledby"))
        continue;
      report(tag);
    }
  },
  describe: () => [
    "The `<iframe>` has no title: screen readers cannot say what is in it.",
    'Add one that says what it shows: `<iframe title="Video: how to start" …>`.',
  ],
};
