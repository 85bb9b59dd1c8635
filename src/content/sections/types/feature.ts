import { actions, block, choice, code, head, inline, list, map, picture, terminal } from "../fields.js";

/** One feature with an image. */
export const feature = map(
  {
    ...head,
    title: inline("Heading of the section."),
    side: choice(["end", "start"], "Side of the image or code. Default: `end`.").optional(),
    points: list(inline("A point."), "A list of points.").optional(),
    actions: actions("Buttons.").optional(),
    image: picture("An image.").optional(),
    code: code("Code.").optional(),
    terminal: terminal("A terminal.").optional(),
    caption: block("Text below the image or code.").optional(),
  },
  "One feature, with an image or code next to it.",
);
