import { defineSite } from "handbill";

export default defineSite({
  title: "Handbill",
  description: "A static site generator for marketing and documentation sites.",
  language: "en",
  search: true,
  sidebar: {
    docs: [
      { title: "Begin", items: ["docs/start.md", "docs/dev.md"] },
      {
        title: "Write",
        items: [
          "docs/pages.md",
          "docs/markdown.md",
          "docs/landing.md",
          "docs/blog.md",
          "docs/data.md",
          "docs/static-files.md",
        ],
      },
      {
        title: "Make it yours",
        items: [
          "docs/theme.md",
          "docs/layouts.md",
          "docs/navigation.md",
          "docs/search.md",
          "docs/languages.md",
        ],
      },
      { title: "Publish", items: ["docs/hosts.md", "docs/deploy.md", "docs/seo.md", "docs/feeds.md"] },
      {
        title: "Look it up",
        items: ["docs/configuration.md", "docs/commands.md", "docs/diagnostics.md", "docs/architecture.md"],
      },
    ],
  },
  theme: {
    logo: { src: "public/images/logo.svg", dark: "public/images/logo-dark.svg" },
    favicon: {
      svg: "public/images/icon.svg",
      png: "public/images/icon.png",
      touch: "public/images/icon-touch.png",
    },
    announcement: {
      text: "Landing pages from checked sections.",
      link: { text: "See all of them", url: "/examples/" },
    },
    header: {
      menu: [
        { text: "Docs", url: "/docs/" },
        {
          text: "Features",
          items: [
            {
              text: "Landing pages",
              url: "/docs/landing/",
              description: "Eighteen sections, checked at their lines",
            },
            { text: "Layouts and theme", url: "/docs/layouts/", description: "Light, dark and yours" },
            { text: "Markdown", url: "/docs/markdown/", description: "As on GitHub, and more" },
            { text: "Diagnostics", url: "/docs/diagnostics/", description: "Every message by its code" },
          ],
        },
        { text: "Examples", url: "/examples/" },
        { text: "Blog", url: "/blog/" },
        { text: "Changes", url: "/changelog/" },
      ],
      actions: [{ text: "Get started", url: "/docs/start/" }],
    },
    footer: {
      columns: [
        {
          title: "Documentation",
          links: [
            { text: "First steps", url: "/docs/start/" },
            { text: "Pages", url: "/docs/pages/" },
            { text: "Configuration", url: "/docs/configuration/" },
            { text: "Commands", url: "/docs/commands/" },
          ],
        },
        {
          title: "The theme",
          links: [
            { text: "Landing pages", url: "/docs/landing/" },
            { text: "Blog and changelog", url: "/docs/blog/" },
            { text: "Layouts", url: "/docs/layouts/" },
            { text: "Every section", url: "/examples/" },
          ],
        },
        {
          title: "Project",
          links: [
            { text: "Blog", url: "/blog/" },
            { text: "Changes", url: "/changelog/" },
            { text: "Architecture", url: "/docs/architecture/" },
            { text: "Security", url: "/security/" },
          ],
        },
      ],
      legal: "Handbill is free software under the MIT licence.",
    },
  },
});
