import { actions, block, choice, code, head, inline, list, map, picture, terminal } from "../fields.js";

/** One thing with a picture. */
export const feature = map(
  {
    ...head,
    title: inline("The section's heading."),
    side: choice(["end", "start"], "Where the picture or code stands. Default: `end`.").optional(),
    points: list(inline("A point."), "What is good about it, point by point.").optional(),
    actions: actions("Buttons.").optional(),
    image: picture("A picture.").optional(),
    code: code("Code.").optional(),
    terminal: terminal("A terminal.").optional(),
    caption: block("Text below the picture or code.").optional(),
  },
  "One feature, with a picture or code beside it.",
);
