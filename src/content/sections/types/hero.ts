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

/** The top of a page: what it is about, what to do, and something to look at. */
export const hero = map(
  {
    ...head,
    title: inline("The page's heading."),
    actions: actions("Buttons.").optional(),
    note: inline("A small line below the buttons.").optional(),
    side: choice(
      ["end", "start", "below"],
      "Where the picture, code, video or terminal stands. Default: `end`.",
    ).optional(),
    image: picture("A picture.").optional(),
    code: code("Code.").optional(),
    terminal: terminal("A terminal.").optional(),
    video: map(
      {
        src: file("Address of the video."),
        label: plain("What it shows, for those who do not see it."),
        poster: file("A picture in its place until it plays.").optional(),
        captions: file("Address of its captions, WebVTT.").optional(),
        loop: flag("Plays again and again, without sound.").optional(),
      },
      "A video file of the site; it plays when it is asked to.",
    ).optional(),
    caption: block("Text below the picture, code, video or terminal.").optional(),
  },
  "The top of a page: what it is about, what to do, and a picture, code, a video or a terminal at its side.",
);
