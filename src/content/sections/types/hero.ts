import {
  actions,
  block,
  choice,
  code,
  file,
  flag,
  head,
  inline,
  map,
  picture,
  plain,
  terminal,
} from "../fields.js";

/** The top of a page: a title, actions, and an image, code or terminal. */
export const hero = map(
  {
    ...head,
    title: inline("Heading of the page."),
    actions: actions("Buttons.").optional(),
    note: inline("Small text below the buttons.").optional(),
    side: choice(
      ["end", "start", "below"],
      "Position of the image, code, video or terminal. Default: `end`.",
    ).optional(),
    image: picture("An image.").optional(),
    code: code("Code.").optional(),
    terminal: terminal("A terminal.").optional(),
    video: map(
      {
        src: file("The video file."),
        label: plain("Description for screen readers."),
        poster: file("An image to show until the video plays.").optional(),
        captions: file("Captions file, WebVTT.").optional(),
        loop: flag("Plays in a loop, without sound.").optional(),
      },
      "A video file of the site; visitors start it.",
    ).optional(),
    caption: block("Text below the image, code, video or terminal.").optional(),
  },
  "The top of a page: heading, text, buttons, and an image, code, a video or a terminal.",
);
