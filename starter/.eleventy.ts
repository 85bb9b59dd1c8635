// The settings of this site. Every setting has a default, so this file is optional.
// Your editor completes the settings if Handbill is installed in this folder.
import { defineSite } from "handbill";

export default defineSite({
  // The title of the site: in the header and in the title of every page.
  title: "My site",

  // The URL of the published site. It turns on the sitemap, the blog's feed and link previews.
  // url: "https://www.example.com",

  // The language of the pages and of the theme: "de", "fr", "pt-BR".
  language: "en",

  // The search box. The index is built with the site; no service is needed.
  search: true,

  theme: {
    // The brand colour. The palettes for light and dark mode are made from it.
    brand: "#0f766e",

    // The logo next to the title, and the icon of the browser tab.
    logo: "public/icon.svg",
    favicon: "public/icon.svg",

    header: {
      menu: [
        { text: "Docs", url: "/docs/" },
        { text: "Blog", url: "/blog/" },
      ],
    },

    // The last line of every page. Default: the title of the site.
    // footer: { legal: "© The people of this site" },
  },
});
