/** Ways to break Handbill's own site: for each check, twenty different mistakes on twenty different pages. */

import { png } from "./image-bytes.js";

/** How many mistakes are made for each check. */
export const WAYS = 20;

/** A mistake: what it appends to a page, or the files that it writes or changes. */
export interface Mutation {
  /** Appended to the Markdown of a page; the finding is then in that page. */
  readonly append?: string;
  /** Changes the text of a page. */
  readonly change?: (text: string, page: string) => string;
  /** Files by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Text by the path of a file that all mistakes share. */
  readonly adds?: Readonly<Record<string, string>>;
  /** The file of the finding, if it is not the page. */
  readonly finds?: string;
}

export interface Mutator {
  readonly check: string;
  readonly code: string;
  /** Settings that come before those of the site. */
  readonly settings?: string;
  /** Changes the configuration of the own site. */
  readonly configure?: (text: string) => string;
  /** Files of a tiny site that is broken instead of the own site. */
  readonly tiny?: Readonly<Record<string, string>>;
  /** Whether a site has one mistake alone: each is made in a site of its own. */
  readonly isOnePerSite?: true;
  /** Arguments of `handbill check`. */
  readonly args?: readonly string[];
  /** The mistake with a number. */
  readonly make: (number: number) => Mutation;
}

/** An element of a list, in turns. */
export const of = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

const TOKEN = "Zk3vQ9mT7xLw2RbN8sYc5HdJ6fGp4VtX1aUe";
const large = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(400_000)]);
const appended = (check: string, code: string, snippet: (number: number) => string): Mutator => ({
  check,
  code,
  make: (number) => ({ append: snippet(number) }),
});
const withKey = (line: string) => (text: string) => text.replace(/^---\n/, `---\n${line}\n`);

/** The rules over finished HTML: each mistake is a piece of HTML. */
export const HTML_MUTATORS: readonly Mutator[] = [
  appended("duplicate-ids", "id-duplicate", (n) => {
    const [a, b] = [of(["p", "div", "span", "section", "a"], n), of(["p", "div", "b", "i"], n)];
    return `<${a} id="twice-${n}">x</${a}>\n\n<${b} id="twice-${n}">y</${b}>`;
  }),
  appended("duplicate-attributes", "attribute-duplicate", (n) => {
    const name = of(["class", "title", "id", "data-x", "lang"], n);
    return `<p ${name}="a${n}" ${name}="b${n}">x</p>`;
  }),
  appended("heading-levels", "heading-level", (n) => {
    const [from, to] = of(
      [
        [2, 4],
        [2, 5],
        [3, 5],
        [2, 6],
        [3, 6],
      ] as const,
      n,
    );
    return `<h2>Part ${n}</h2>\n\n${from === 3 ? `<h3>Inner ${n}</h3>\n\n` : ""}<h${to}>Deep ${n}</h${to}>`;
  }),
  appended("form-labels", "field-label", (n) =>
    of(
      [
        `<input name="a${n}">`,
        `<select name="a${n}"><option>1</option></select>`,
        `<textarea name="a${n}"></textarea>`,
        `<input type="email" id="a${n}">`,
        `<label for="other">Other</label> <input id="b${n}">`,
      ],
      n,
    ),
  ),
  appended(
    "frame-titles",
    "frame-title",
    (n) => `<iframe src="https://a.example/${n}"${of(["", ' title=""', ' width="560"'], n)}></iframe>`,
  ),
  appended("link-names", "link-text", (n) =>
    of(
      [
        `<a href="https://a.example/${n}"></a>`,
        `<a href="https://a.example/${n}"><i class="icon"></i></a>`,
        `<a href="https://a.example/${n}"><svg><path d="M0 0"/></svg></a>`,
      ],
      n,
    ),
  ),
  appended("button-names", "button-text", (n) =>
    of([`<button class="m${n}"></button>`, `<button data-n="${n}"><svg></svg></button>`], n),
  ),
  appended(
    "table-headers",
    "table-header",
    (n) => `<table class="m${n}">${"<tr><td>a</td><td>b</td></tr>".repeat(3 + (n % 4))}</table>`,
  ),
  appended("insecure-urls", "insecure-url", (n) =>
    of(
      [
        `<script src="http://a.example/${n}.js"></script>`,
        `<img src="http://a.example/${n}.png" alt="a" width="1" height="1">`,
        `<iframe title="a" src="http://a.example/${n}"></iframe>`,
      ],
      n,
    ),
  ),
  appended(
    "bidi-controls",
    "bidi-control",
    (n) => `<pre>a ${of(["\u202a", "\u202d", "\u202e", "\u2066", "\u2067"], n)} ${n}</pre>`,
  ),
  appended("secrets", "secret-published", (n) => {
    const end = TOKEN.slice(2) + of(["kL", "pQ", "wZ"], n);
    return of(
      [
        `<p>ghp_${end}</p>`,
        `<pre>npm_${end}</pre>`,
        `<code>sk_live_${end}</code>`,
        `<p>glpat-${end.slice(0, 20)}</p>`,
      ],
      n,
    );
  }),
  appended("page-weight", "page-weight", (n) => `<p>${`word${n} `.repeat(70_000)}</p>`),
];

/** Checks of pages and their files. `site-mutations.ts` has those of settings, navigation and layouts. */
export const SITE_MUTATORS: readonly Mutator[] = [
  {
    check: "oversized-images",
    code: "image-oversized",
    make: (n) => ({
      append: `<img src="/large-${n}.png" width="${100 + n}" height="50" alt="a">`,
      files: { [`public/large-${n}.png`]: large(png(1000, 500)) },
    }),
  },
  appended(
    "page-links",
    "broken-link",
    (n) => `[gone](${of(["", "./", "../", "/docs/"], n)}gone-${n}${of([".md", "", "/"], n)})`,
  ),
  {
    check: "page-titles",
    code: "title-duplicate",
    make: (n) => ({
      files: {
        [`content/docs/one-${n}.md`]: `---\ntitle: The same ${n}\nhidden: true\n---\nText.\n`,
        [`content/docs/two-${n}.md`]: `---\ntitle: The same ${n}\nhidden: true\n---\nText.\n`,
      },
      finds: `content/docs/two-${n}.md`,
    }),
  },
  {
    check: "descriptions",
    code: "description-missing",
    settings: 'levels: { "description-missing": "warning" }',
    make: () => ({ change: (text) => text.replace(/^description:.*\n/m, "") }),
  },
  {
    check: "unlisted-pages",
    code: "page-unlisted",
    make: (n) => ({
      files: { [`content/docs/new-${n}.md`]: `# New page ${n}\n` },
      finds: `content/docs/new-${n}.md`,
    }),
  },
  {
    check: "file-weight",
    code: "file-weight",
    settings: 'budgets: { image: "300 kB" }',
    make: (n) => {
      const path = `public/heavy-${n}.${of(["png", "jpg", "webp", "gif", "svg"], n)}`;
      return { files: { [path]: large(png(10, 10)) }, finds: path };
    },
  },
  {
    check: "secrets-in-files",
    code: "secret-published",
    make: (n) => {
      const path = `public/keys/${n}.${of(["json", "txt", "js", "sh", "yml", "map"], n)}`;
      return { files: { [path]: `${"x\n".repeat(n)}token: "ghp_${TOKEN}"\n` }, finds: path };
    },
  },
  {
    check: "stray-files",
    code: "file-ignored",
    make: (n) => {
      const name = of(["haed", "footre", "header-edn", "before-contnet", "after-contnet"], n);
      const path =
        `layouts/slots/${name.slice(0, -1)}${of(["", "s", "x", "y"], Math.floor(n / 5))}` +
        `${name.slice(-1)}.njk`;
      return { files: { [path]: "<meta>\n" }, finds: path };
    },
  },
  {
    check: "redirects",
    code: "redirect-conflict",
    make: () => ({
      // The page's old URL is that of another page.
      change: (text, page) =>
        withKey(`redirectFrom: ${page === "content/docs/start.md" ? "/docs/dev/" : "/docs/start/"}`)(text),
    }),
  },
  {
    check: "lost-urls",
    code: "lost-address",
    args: ["--against", "urls.txt"],
    make: (n) => ({
      adds: { "urls.txt": `/lost/page-${n}-${TOKEN.slice(0, n)}/\n` },
      finds: "urls.txt",
    }),
  },
  {
    check: "template-links",
    code: "broken-link",
    make: (n) => ({
      files: {
        [`layouts/own-${n}.njk`]: `<title>{{ title }}</title>\n<a href="/gone-${n}/">x</a>{{ content | safe }}`,
        [`content/with-own-${n}.md`]: `---\nlayout: own-${n}\nhidden: true\n---\n# Own ${n}\n`,
      },
      finds: `layouts/own-${n}.njk`,
    }),
  },
];
