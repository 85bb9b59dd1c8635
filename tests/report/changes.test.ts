/** The report of what a change does, in its three formats. */

import { describe, expect, it } from "vitest";
import { compareFindings } from "../../src/compare/findings.js";
import { compareSites, type BuiltSite } from "../../src/compare/sites.js";
import type { Diagnostic } from "../../src/model/model.js";
import { htmlReport } from "../../src/report/changes/html.js";
import { jsonReport } from "../../src/report/changes/json.js";
import { markdownReport } from "../../src/report/changes/markdown.js";
import type { ChangeReport } from "../../src/report/changes/report.js";

const built = (files: Readonly<Record<string, string>>): BuiltSite => ({
  files: new Map(Object.entries(files).map(([path, text]) => [path, { hash: text, size: text.length }])),
  read: (path) => files[path] ?? "",
  redirects: new Map(),
});
const page = (text: string, title = "T") => `<title>${title}</title><main>${text}</main>`;
const finding: Diagnostic = {
  code: "broken-link",
  level: "error",
  file: "content/a.md",
  line: 3,
  column: 5,
  message: "The page links to `x.md`, which <is> not *there*.",
};
const reportOf = (
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  more: Partial<ChangeReport> = {},
): ChangeReport => ({
  since: { name: "main", commit: "0123456789abcdef" },
  changes: compareSites(built(before), built(now)),
  findings: compareFindings({ findings: [], hasFile: () => true }, { findings: [], hasFile: () => true }),
  lost: [],
  ...more,
});

const BEFORE = {
  "a/index.html": page("<h1>A</h1><p>Hello <b>old</b> world.</p>"),
  "b.html": page("<p>b</p>"),
};
const NOW = {
  "a/index.html": page("<h1>A</h1><p>Hello new world.</p>", "Other | title"),
  "b.html": page("<p>b</p>"),
  "c.html": page("<h1>C & D</h1>"),
};

describe("as Markdown", () => {
  it("is a comment with the changes, their effects, and a collapsed diff", () => {
    expect(
      markdownReport(reportOf(BEFORE, NOW, { previewUrl: "https://pr-1.acme.example/" })),
    ).toBe(`<!-- handbill-report -->
## 1 page new, 1 changed

Compared with \`main\` (0123456789). +3 −1 words. 1 page unchanged.

### New pages (1)

- [\`/c.html\`](<https://pr-1.acme.example/c.html>) C &amp; D (2 words)

### Changed pages (1)

<details><summary><a href="https://pr-1.acme.example/a/">/a/</a> (+1 −1 words)</summary>

\`\`\`diff
  # A
- Hello old world.
+ Hello new world.
\`\`\`

</details>

### Metadata (1)

| Page | | Before | Now |
|---|---|---|---|
| \`/a/\` | title | T | Other \\| title |

### Weight

| | Before | Now | Difference |
|---|--:|--:|--:|
| pages | 106 B | 154 B | +48 B |
`);
  });

  it("says of a file how much it grew from 1 kB, and leaves out kinds of files that hardly changed", () => {
    const text = (length: number) => page("x".repeat(length));
    const before = { "a.html": text(99_000), "b.html": text(900), "s.css": "a".repeat(9000) };
    const now = { "a.html": text(100_000), "b.html": text(1500), "s.css": "a".repeat(9010) };
    expect(markdownReport(reportOf(before, now))).toMatch(
      /### Weight\n\n.*\n.*\n\| pages \| 100\.0 kB \| 101\.6 kB \| \+1\.6 kB \|\n\nGrew most: `a\.html` \+1\.0 kB\.\n/,
    );
    const little = reportOf({ ...before, "b.html": text(899) }, before);
    expect(markdownReport(little)).not.toContain("Weight");
    expect(htmlReport(little)).not.toContain("Weight");
    expect(htmlReport(reportOf(before, now))).not.toContain("styles");
  });

  it("merges equal findings of syntax of another generator", () => {
    const at = (line: number): Diagnostic => ({ ...finding, code: "foreign-syntax", line, message: "M." });
    const findings = { added: [at(1), at(2), at(3)], fixed: [], kept: [] };
    const report = reportOf(BEFORE, NOW, { findings });
    expect(markdownReport(report)).toContain(
      "### New findings (3)\n\n- **error** `content/a.md:1:5` M. Also in 2 more places: " +
        "content/a.md:2, content/a.md:3 (foreign-syntax)\n\n",
    );
    expect(htmlReport(report)).toContain("M. Also in 2 more places");
    expect(jsonReport(report)).not.toContain("Also in");
  });

  it("names pages that were rendered again where each has another reason", () => {
    const link = (path: string, to: string) => [path, page(`<p><a href="${to}">x</a></p>`)] as const;
    const paths = ["a.html", "b.html"];
    const before = Object.fromEntries(paths.map((path) => link(path, `/old-${path}`)));
    const now = Object.fromEntries(paths.map((path) => link(path, `/new-${path}`)));
    expect(markdownReport(reportOf(before, now))).toContain(
      "\n- 2 pages: the links changed (`/a.html`, `/b.html`)\n",
    );
  });

  it("reports that nothing changed", () => {
    expect(markdownReport(reportOf(BEFORE, BEFORE))).toBe(
      "<!-- handbill-report -->\n## No page changed\n\n" +
        "Compared with `main` (0123456789). 2 pages unchanged.\n",
    );
  });

  it("names new findings and lost URLs first, and their text cannot become markup", () => {
    const text = markdownReport(
      reportOf(BEFORE, NOW, {
        findings: { added: [finding], fixed: [], kept: [] },
        lost: [{ code: "lost-address", level: "error", message: "/x/ was published.", hint: "Redirect it." }],
      }),
    );
    expect(text).toContain(
      "### New findings (1)\n\n- **error** `content/a.md:3:5` The page links to `x.md`, which " +
        "&lt;is> not \\*there\\*. (broken-link)\n\n### Lost URLs (1)\n\n" +
        "- /x/ was published. Redirect it.",
    );
  });

  it("keeps a code block of the page inside its own diff", () => {
    const text = markdownReport(
      reportOf({ "a.html": page("<p>x</p>") }, { "a.html": page("<p>x</p><p>```` &lt;/details></p>") }),
    );
    expect(text).toContain("`````diff\n  x\n+ ```` </details>\n`````");
  });

  it("leaves the diffs out where a comment would be too long", () => {
    const long = (word: string) => page(`<p>${`${word} `.repeat(20_000)}</p>`);
    const text = markdownReport(reportOf({ "a.html": long("a") }, { "a.html": long("b") }));
    expect(text.length).toBeLessThan(1000);
    expect(text).toContain("- /a.html (+20000 −20000 words)");
    expect(text).toContain("The diffs would make this comment too long");
  });
});

it("as JSON has every part under a name", () => {
  expect(JSON.parse(jsonReport(reportOf(BEFORE, NOW)))).toMatchObject({
    headline: "1 page new, 1 changed",
    since: { name: "main" },
    findings: { new: [], fixed: [], kept: 0 },
    pages: { new: [{ url: "/c.html" }], changed: [{ pages: [{ url: "/a/" }] }], unchanged: 1 },
    words: { added: 3, removed: 1 },
  });
});

it("as HTML needs no other file, and shows added and removed text", () => {
  const html = htmlReport(reportOf(BEFORE, NOW, { findings: { added: [finding], fixed: [], kept: [] } }));
  expect(html).toContain("<title>1 page new, 1 changed</title>");
  expect(html).toContain('<p class="changed">Hello <del>old</del><ins>new</ins> world.</p>');
  expect(html).toContain("<code>/c.html</code> C &amp; D");
  expect(html).toContain("which &lt;is&gt; not *there*.");
  expect(html).not.toMatch(/<(?:script|link|img)\b|https?:/);
});
