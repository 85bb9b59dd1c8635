/** A page of each kind, of Handbill's own site. */
export const PAGES = {
  home: "/",
  "a landing page with every section": "/examples/",
  security: "/security/",
  "a documentation page with everything": "/docs/markdown/",
  "the list of posts": "/blog/",
  "a post": "/blog/a-landing-page-is-data/",
} as const;
