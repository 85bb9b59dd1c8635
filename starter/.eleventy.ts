// The settings of this site. Each has a default: the file may be deleted, and the site still builds.
// Your editor knows all settings once Handbill is installed here: npm install --save-dev handbill
import { defineSite } from "handbill";

export default defineSite({
  // The site's name, in the header and in the title of every page.
  title: "My site",

  // Where the site will live. With it come a sitemap, feeds of the blog, and previews of links.
  // url: "https://www.example.com",

  // The language of the pages, and of the theme's own words: "de", "fr", "pt-BR".
  language: "en",

  // A search box. The index is made with the site; no service is asked.
  search: true,

  theme: {
    // One colour. All others, for light and dark, are made of it.
    brand: "#0f766e",

    // The picture beside the name, and that of the browser's tab.
    logo: "public/icon.svg",
    favicon: "public/icon.svg",

    header: {
      menu: [
        { text: "Docs", url: "/docs/" },
        { text: "Blog", url: "/blog/" },
      ],
    },

    // A line at the very end of each page. Without it, that is the site's name.
    // footer: { legal: "© The people of this site" },
  },
});
