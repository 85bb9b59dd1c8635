export default {
  layout: "post",
  tags: ["posts"],
  kind: "post",
  permalink: "blog/{{ page.fileSlug }}/{{ kind | shout }}/",
};
