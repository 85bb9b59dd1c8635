import { defineSite } from "handbill";

export default defineSite({
  title: "Handbill",
  description: "A static site generator for marketing and documentation sites.",
  language: "en",
  search: true,
  sidebar: {
    docs: [
      { title: "Get started", items: ["docs/start.md", "docs/dev.md", "docs/comparison.md"] },
      {
        title: "Guides: content",
        items: [
          "docs/pages.md",
          "docs/markdown.md",
          "docs/images.md",
          "docs/video.md",
          "docs/landing.md",
          "docs/blog.md",
          "docs/data.md",
          "docs/static-files.md",
        ],
      },
      {
        title: "Guides: design",
        items: ["docs/theme.md", "docs/layouts.md", "docs/navigation.md", "docs/404-page.md"],
      },
      {
        title: "Guides: features",
        items: ["docs/search.md", "docs/languages.md", "docs/analytics.md", "docs/seo.md", "docs/feeds.md"],
      },
      {
        title: "Reference",
        items: [
          "docs/configuration.md",
          "docs/commands.md",
          "docs/diagnostics.md",
          "docs/troubleshooting.md",
          "docs/upgrading.md",
        ],
      },
      {
        title: "Deploy",
        items: [
          "docs/deploy.md",
          "docs/ship-safely.md",
          "docs/hosts.md",
          "docs/custom-domain.md",
          "docs/redirects.md",
          "docs/headers.md",
        ],
      },
      { title: "Migrate", items: ["docs/moving.md", "docs/eleventy.md"] },
      { title: "Internals", items: ["docs/architecture.md", "docs/incremental.md", "docs/dependencies.md"] },
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
      text: "18 landing page sections, checked as you write.",
      link: { text: "See all sections", url: "/examples/" },
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
              description: "18 sections for home and campaign pages",
            },
            { text: "Theme", url: "/docs/theme/", description: "Logo, colours, fonts, dark mode" },
            { text: "Markdown", url: "/docs/markdown/", description: "Tabs, alerts, code, tables" },
            { text: "Search", url: "/docs/search/", description: "Full text, without a service" },
          ],
        },
        { text: "Examples", url: "/examples/" },
        { text: "Blog", url: "/blog/" },
        { text: "Changelog", url: "/changelog/" },
      ],
      actions: [{ text: "Get started", url: "/docs/start/" }],
    },
    footer: {
      columns: [
        {
          title: "Documentation",
          links: [
            { text: "Getting started", url: "/docs/start/" },
            { text: "Deploy", url: "/docs/deploy/" },
            { text: "Configuration", url: "/docs/configuration/" },
            { text: "Commands", url: "/docs/commands/" },
          ],
        },
        {
          title: "Theme",
          links: [
            { text: "Theme", url: "/docs/theme/" },
            { text: "Landing pages", url: "/docs/landing/" },
            { text: "Blog and changelog", url: "/docs/blog/" },
            { text: "Examples", url: "/examples/" },
          ],
        },
        {
          title: "Project",
          links: [
            { text: "Blog", url: "/blog/" },
            { text: "Changelog", url: "/changelog/" },
            { text: "Architecture", url: "/docs/architecture/" },
            { text: "Security", url: "/security/" },
          ],
        },
      ],
      legal: "Handbill is free software under the MIT licence.",
    },
  },
});
