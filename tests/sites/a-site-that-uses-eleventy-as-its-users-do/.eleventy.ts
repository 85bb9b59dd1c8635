import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import navigation from "@11ty/eleventy-navigation";
import { defineSite } from "handbill";
import { shout } from "./lib/shout.ts";

export default defineSite({
  title: "Users",
  url: "https://users.example",
  layout: "page",
  templatesInMarkdown: ["templated/**"],
  eleventy(config) {
    config.addPlugin(navigation);
    config.addPlugin(feedPlugin, {
      type: "atom",
      outputPath: "/feed.xml",
      collection: { name: "posts", limit: 10 },
      metadata: { language: "en", title: "Users", subtitle: "A feed", base: "https://users.example/", author: { name: "Author" } },
    });
    config.addFilter("shout", shout);
    config.addFilter("isoDate", (date: Date) => date.toISOString().slice(0, 10));
    config.addAsyncFilter("later", async (text: string) => `${text}, later`);
    config.addShortcode("year", () => "2026");
    config.addAsyncShortcode("slow", async (text: string) => `<b>${text}</b>`);
    config.addPairedShortcode("box", (content: string, kind: string) => `<div class="${kind}">${content}</div>`);
    config.addCollection("featured", (api) => api.getAllSorted().filter((item: { data: { featured?: boolean } }) => item.data.featured === true));
    config.addCollection("notesByGlob", (api) => api.getFilteredByGlob("content/notes/*.md"));
    config.addGlobalData("fromConfig", "a value of the configuration");
    config.addTransform("mark", (content: string, outputPath: string | false) => (typeof outputPath === "string" && outputPath.endsWith(".html") ? `${content}<!-- marked -->` : content));
  },
});
