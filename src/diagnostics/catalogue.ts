/**
 * The catalogue of codes. A code is permanent: sites, editors and continuous integration refer to it. Each
 * has a heading in content/docs/diagnostics.md, which a test generates from this list.
 *
 * There are two kinds. An *error* means that a page cannot be made, and it cannot be silenced. A *finding* is
 * a rule's opinion about a page that can be made. Sites can set its level with `levels`.
 */

import type { Diagnostic, Level, Position } from "../model/model.js";

interface Entry {
  readonly kind: "error" | "finding";
  /** The default level of a finding. */
  readonly level: Level;
  /** Whether it is off unless the site sets its level. */
  readonly isOptional?: true;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const error = (what: string, why: string, fix: string): Entry => ({
  kind: "error",
  level: "error",
  what,
  why,
  fix,
});
const finding = (level: Level, what: string, why: string, fix: string): Entry => ({
  kind: "finding",
  level,
  what,
  why,
  fix,
});

/** A finding that a site has to ask for. */
const optional = (what: string, why: string, fix: string): Entry => ({
  ...finding("warning", what, why, fix),
  isOptional: true,
});

export const catalogue = {
  // Reading
  "not-utf8": error(
    "A text file, or a file name, is not valid UTF-8.",
    "Readers would see replacement characters.",
    "Save the file as UTF-8, or rename it.",
  ),
  "file-ignored": finding(
    "warning",
    "Handbill ignores a file in `content/` or `layouts/` that looks like a part of the site.",
    "Its name or folder belongs to another program, a file of the theme has a similar name, or a JSON file " +
      "with the name of its folder holds no keys with values.",
    "Use the name or folder from the message.",
  ),
  "no-pages": error(
    "The site has no pages.",
    "The folder `content` is missing or holds no page.",
    "Write `content/index.md`.",
  ),
  "file-unreadable": error(
    "Handbill cannot read a file.",
    "A page that cannot be read cannot be published.",
    "Give the user who runs the build permission to read it.",
  ),
  "file-gone": error(
    "A file disappeared while Handbill was reading the site.",
    "Another program changed the files of the site during the build.",
    "Run the build again.",
  ),
  "symlink-outside": finding(
    "warning",
    "A symbolic link points outside the site.",
    "It would publish files from elsewhere on the machine.",
    "Copy the file into the site, or remove the link.",
  ),
  "special-file": finding(
    "warning",
    "A folder of the site contains a pipe, socket or device.",
    "Reading it could block the build.",
    "Remove it.",
  ),
  "page-failed": error(
    "Code failed while Handbill read a page.",
    "The page cannot be rendered. Handbill reads and checks all other pages.",
    "Fix the Markdown plugin or schema in the message. If the error is in Handbill, report it with the page.",
  ),
  // Front matter
  "front-matter-unclosed": error(
    "Front matter has no end.",
    "The whole page would count as data or as text.",
    "End it with a line of exactly `---`.",
  ),
  "front-matter-misplaced": error(
    "Front matter does not start with a line of exactly `---`.",
    "It would be published as text, even if the page is a draft.",
    "Write three hyphens on the first line, and nothing else.",
  ),
  "draft-unread": error("A page has a misspelled `draft`.", "It would be published.", "Write `draft: true`."),
  "front-matter-language": error(
    "Front matter is not YAML.",
    "JavaScript in front matter would run code from a page.",
    "Write it as YAML, between two lines of `---`.",
  ),
  "front-matter-yaml": error(
    "Front matter is not valid YAML.",
    "Handbill cannot read the data of the page.",
    "Fix the line in the message.",
  ),
  "front-matter-comment": finding(
    "warning",
    "A `#` in a front matter value starts a comment.",
    "The text after it, such as a number in `Issue #5`, is not part of the value.",
    "Put the value in quotes, or write a space after the `#` of a comment.",
  ),
  "character-forbidden": error(
    "A value contains a character that HTML does not allow.",
    "An escape such as `\\0` or `\\ud800` creates it, and browsers show a replacement character.",
    "Remove the escape.",
  ),
  "front-matter-duplicate": error(
    "A key appears twice in front matter.",
    "Only one of the two values could be used.",
    "Remove one of them.",
  ),
  "front-matter-key": error(
    "A key in front matter or in a data file is reserved.",
    "`__proto__`, `constructor` and `prototype` would affect other pages. `content`, `site` and " +
      "similar names come from Handbill.",
    "Choose another name.",
  ),
  "front-matter-aliases": error(
    "YAML aliases expand to too much data.",
    "A few bytes can expand to gigabytes.",
    "Write the values out.",
  ),
  "front-matter-type": error(
    "A value in a data file, or in a page that Eleventy evaluates, has the wrong type.",
    "The page cannot be rendered with it.",
    "Use the type from the message.",
  ),
  "front-matter-value": finding(
    "error",
    "A front matter value has the wrong type, or does not match the site's schema.",
    "The page is written without the value. If the value decides whether or where the page is " +
      "published (`draft`, `permalink`, `noindex`, the site's schema), the page counts as a draft.",
    "Use the type from the message.",
  ),
  "front-matter-date": finding(
    "error",
    "A date does not exist, or is not a date.",
    "The page is written without it. YAML would read 31 February as 2 March.",
    "Write it as `YYYY-MM-DD`.",
  ),
  "front-matter-unknown": finding(
    "warning",
    "A key is misspelled, or belongs to another generator.",
    "It has no effect.",
    "Use the name or value from the message.",
  ),
  "front-matter-invisible": error(
    "A key or a URL contains an invisible character.",
    "It looks like another one but differs.",
    "Type it again, without the character in the message.",
  ),
  // Sections
  "section-unknown": error(
    "A section has an unknown type.",
    "Handbill cannot render it.",
    "Use one of the types in the message, or add a custom section.",
  ),
  "section-field": error(
    "A field of a section is missing, wrong or unknown.",
    "The section would be incomplete.",
    "Fix the field in the message.",
  ),
  "icon-unknown": finding(
    "warning",
    "An icon has an unknown name.",
    "Readers see the name as text.",
    "Use the name in the message, or a character such as ⚡.",
  ),
  // Markdown
  "double-encoded": finding(
    "warning",
    "Text was encoded as UTF-8 twice.",
    "Readers see three odd characters instead of an apostrophe.",
    "Replace it with the text in the message.",
  ),
  "control-character": finding(
    "warning",
    "A page contains a control character, such as U+0007.",
    "HTML does not allow it, and readers see a replacement character.",
    "Remove it.",
  ),
  "html-refused": finding(
    "warning",
    'Raw HTML in an untrusted page (`trust: "text"`) has a tag, an attribute or a URL that is not allowed.',
    "The tag is shown as text. The page is written without the attribute or the URL.",
    "Remove it, or use Markdown instead.",
  ),
  "markdown-too-deep": error(
    "Markdown is nested too deeply.",
    "Deeper text would be lost.",
    "Use fewer levels.",
  ),
  "code-option-unknown": finding(
    "warning",
    "A code block has an unknown option after its language.",
    "It has no effect.",
    "Write it as in the message, or remove it.",
  ),
  "code-line-outside": finding(
    "warning",
    "A code block highlights lines that it does not have.",
    "Often lines were added or removed.",
    "Fix the numbers. Lines count from 1, and a range starts with the smaller number.",
  ),
  "emphasis-unread": finding(
    "warning",
    "Asterisks are shown as text instead of making it bold or italic.",
    "A space, or a letter next to punctuation, keeps them from starting or ending emphasis.",
    "Move the space, as in the message.",
  ),
  "alert-unread": finding(
    "warning",
    "A quote or paragraph looks like an alert but is not.",
    "Its first line, such as `[!NOTICE]`, is shown as text.",
    "Write the first line as in the message.",
  ),
  "container-unclosed": finding(
    "warning",
    "A container has no end, or colons close no container.",
    "All following text is inside the container, or the colons are shown as text.",
    "Close each container with as many colons as open it.",
  ),
  "container-unknown": finding(
    "warning",
    "A container has no name, or a name that is one letter away from a known one.",
    "It has no style, or is shown as text.",
    "Use the name in the message.",
  ),
  "tab-untitled": finding(
    "warning",
    "A tab has no title.",
    "It shows a number, which tells readers nothing about the tab.",
    "Write a title: `::: tab Linux`. A code block in a code group takes it in brackets: ```` ```sh " +
      "[npm] ````.",
  ),
  "foreign-syntax": finding(
    "warning",
    "A page contains syntax of another generator.",
    "Readers see it as text, or miss its content.",
    "Replace it with the syntax in the message.",
  ),
  "table-cells": finding(
    "warning",
    "A table row has more cells than the header.",
    "Readers do not see the additional cells.",
    "Add a column to the header, or write `\\|` for a bar inside a cell.",
  ),
  "link-empty": finding(
    "warning",
    "A link or an image has no URL.",
    "A click on the link does nothing, or no image is shown.",
    "Add the URL, or remove the brackets.",
  ),
  "link-unread": finding(
    "warning",
    "Text looks like a link but is not.",
    "Its brackets and URL are shown as text.",
    "Write it as in the message.",
  ),
  "footnote-undefined": finding(
    "warning",
    "A footnote reference has no footnote.",
    "Its brackets are shown as text.",
    "Add `[^label]: text`, or fix the label.",
  ),
  "footnote-unused": finding(
    "warning",
    "A footnote is not shown, or has no text.",
    "No reference uses it, or its label is defined twice.",
    "Refer to it with `[^label]`, or remove it.",
  ),
  "id-duplicate": finding(
    "warning",
    "An id appears twice on a page.",
    "A link to it always opens the first one.",
    "Change one of the ids.",
  ),
  "heading-text": finding(
    "warning",
    "A heading has no text.",
    "Screen readers announce an empty heading (WCAG 2.2, 2.4.6), and no link can point to it.",
    "Add text, or remove the heading.",
  ),
  "attributes-unread": finding(
    "warning",
    "Handbill does not read the attributes in braces after a heading or a container.",
    "The id of a heading is shown as text, and its link is broken. Attributes of a container have no effect.",
    "Write `{#id}` after a heading, without spaces. Remove attributes of a container.",
  ),
  "html-unknown": finding(
    "warning",
    "A tag is not an HTML element.",
    "Browsers do not show it, so text such as `<name>` is lost.",
    "Write it as code, or put a backslash before it.",
  ),
  "html-unclosed": finding(
    "warning",
    "An element of raw HTML has no end tag, or no start tag.",
    "Browsers put all following text into it.",
    "Close the element, or remove the tag.",
  ),
  "image-alt": finding(
    "warning",
    "An image has no alt text.",
    "People who cannot see it do not learn what it shows (WCAG 2.2, 1.1.1).",
    'Describe the image. If it only decorates, write `<img alt="" …>`.',
  ),
  "link-text": finding(
    "warning",
    "A link has no text.",
    "It is invisible, and screen readers cannot announce it (WCAG 2.2, 2.4.4).",
    "Add text, or remove the link.",
  ),
  "attribute-duplicate": finding(
    "warning",
    "A tag has the same attribute twice.",
    "Browsers use the first and ignore the other.",
    "Remove one of them, or write one with both values.",
  ),
  "heading-level": finding(
    "warning",
    "A heading skips a level.",
    "Readers who jump between headings expect a level in between (WCAG 2.2, 1.3.1).",
    "Use the next level: after `##` comes `###`.",
  ),
  "field-label": finding(
    "warning",
    "A form field has no label.",
    "Screen readers do not say what to enter (WCAG 2.2, 3.3.2).",
    "Put the field into a `<label>`, or give it an `aria-label`.",
  ),
  "frame-title": finding(
    "warning",
    "An `<iframe>` has no title.",
    "Screen readers cannot say what is in it (WCAG 2.2, 4.1.2).",
    "Add a `title` that says what it shows.",
  ),
  "button-text": finding(
    "warning",
    "A button has no text.",
    "Screen readers do not say what it does (WCAG 2.2, 4.1.2).",
    "Write its text, or add an `aria-label`.",
  ),
  "table-header": finding(
    "warning",
    "A table has no header cells.",
    "Screen readers read its cells without saying what they are (WCAG 2.2, 1.3.1).",
    "Write the first row, or the first cell of each row, with `<th>`.",
  ),
  "insecure-url": finding(
    "warning",
    "A page of an https: site loads something over http:.",
    "Browsers block such scripts, styles and frames, and warn about such images.",
    "Write `https:` in the URL, or keep a copy of the file in the site.",
  ),
  "bidi-control": finding(
    "warning",
    "Code on a page holds an invisible character that changes the direction of text.",
    "Readers see code that differs from what they copy (CVE-2021-42574, Trojan Source).",
    "Remove the character.",
  ),
  "secret-published": finding(
    "warning",
    "A page or a file of the site holds an access token or a private key.",
    "Everybody can read and use it as soon as the site is online.",
    "Revoke it at the service that issued it, and write a placeholder such as `YOUR_TOKEN`.",
  ),
  "page-weight": finding(
    "error",
    "The HTML of a page is larger than `budgets.page`.",
    "It loads slowly, above all on phones.",
    "Split the page, move scripts, styles and images into files, or raise the budget.",
  ),
  "file-weight": finding(
    "error",
    "An image or a style sheet is larger than its budget in `budgets`.",
    "It loads slowly, above all on phones.",
    "Save the image smaller, remove rules from the style sheet, or raise the budget.",
  ),
  "image-oversized": finding(
    "warning",
    "An image has more than three times the width at which its page shows it, and more than 100 kB.",
    "Readers load pixels that they never see.",
    "Save it at twice the width at which it is shown.",
  ),
  "colour-contrast": finding(
    "warning",
    "Text in a colour of the site's own style sheets is hard to read on its background.",
    "WCAG 2.2 requires a contrast of 4.5 for text, and of 3 for large text.",
    "Make one of the two colours lighter or darker.",
  ),
  "description-missing": optional(
    "A page has no `description`. Off unless the site sets its level.",
    "Search engines choose a piece of its text.",
    "Write one sentence about it: `description: …` in the front matter.",
  ),
  "page-unlisted": finding(
    "warning",
    "`sidebar` lists the pages of a folder, except one.",
    "Readers do not find the page in the navigation.",
    "Add it to `sidebar`, or write `hidden: true` in its front matter.",
  ),
  "page-orphan": finding(
    "warning",
    "No page or navigation links to a page.",
    "Readers do not find it.",
    "Link to it, or write `hidden: true` in its front matter.",
  ),
  "title-duplicate": finding(
    "warning",
    "Two pages have the same title.",
    "Search results, tabs and bookmarks do not tell them apart.",
    "Give one of them another `title`, or another first heading.",
  ),
  "description-duplicate": finding(
    "warning",
    "Two pages have the same description.",
    "Search results show the same text for both.",
    "Write a `description` for each, or remove it.",
  ),
  "unsafe-url": error(
    "A URL would run code or read the visitor's files.",
    "`javascript:`, `vbscript:`, `data:` and `file:` URLs do that.",
    "Link to a page or an https URL.",
  ),
  // URLs
  "permalink-outside": error(
    "A permalink points outside the site.",
    "It would write a file outside the output folder.",
    "Use a URL inside the site.",
  ),
  "permalink-invalid": error(
    "A permalink is not a valid URL.",
    "Some URLs or file systems cannot hold it.",
    "Use letters, digits, hyphens, dots and slashes.",
  ),
  "output-conflict": error(
    "Two sources write the same file.",
    "One of them would be lost.",
    "Change the permalink of one of them.",
  ),
  "output-bypassed": finding(
    "warning",
    "A program wrote to the output folder while the site was built.",
    "Handbill writes the site to a temporary folder first. Other files are served at once, and are not removed later.",
    "Give the program `directories.output` instead of the folder's name.",
  ),
  "home-missing": finding(
    "warning",
    "The site has no page at `/`.",
    "Visitors who type the domain get a 404 page.",
    "Write `content/index.md`, or redirect `/` to a page.",
  ),
  "language-unlisted": finding(
    "warning",
    "A folder is named after a language that `languages` does not list.",
    "Its pages count as pages in the main language.",
    "Add the language to `languages`, or rename the folder.",
  ),
  // Links
  "broken-link": finding(
    "error",
    "A link points to a page or file that does not exist.",
    "Readers get a 404 page. Handbill checks pages, templates, style sheets and the links of the theme.",
    "Fix the link, or create the page.",
  ),
  "broken-anchor": finding(
    "warning",
    "A link points to an id that does not exist on its page.",
    "Readers land at the top of the page.",
    "Use the id of a heading or element on that page, or add the id there.",
  ),
  "broken-external-link": finding(
    "warning",
    "A link to another site is broken (`handbill check --external`).",
    "Readers get a 404 page, or no page at all.",
    "Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
  ),
  "lost-address": finding(
    "error",
    "A published URL no longer exists (`handbill check --against`).",
    "Links from other sites, bookmarks and search results lead to a 404 page.",
    "Redirect it, or add it to `gone`.",
  ),
  "lost-anchor": finding(
    "warning",
    "A published heading id no longer exists (`handbill check --against`).",
    "Links to it open the top of the page.",
    "Add the old id to the heading: `{#old-id}`.",
  ),
  // Redirects and hosts
  "redirect-invalid": error(
    "A redirect is not valid.",
    "No host could follow it.",
    'Write it as `"/old/": "/new/"`, with the status 301, 302, 307 or 308.',
  ),
  "redirect-conflict": finding(
    "error",
    "A page or another redirect has the same URL as a redirect.",
    "Hosts differ: some serve the page, others redirect.",
    "Remove one of the two.",
  ),
  "redirect-broken": finding(
    "error",
    "A redirect points to a page or file that does not exist.",
    "Readers get a 404 page.",
    "Redirect to an existing page.",
  ),
  "redirect-loop": finding(
    "error",
    "Redirects form a loop.",
    "Browsers show an error.",
    "Point one of them to a page.",
  ),
  "redirect-chain": finding(
    "warning",
    "A redirect points to another redirect.",
    "Handbill writes the final target, but the source is out of date.",
    "Use the target in the message.",
  ),
  "link-redirects": finding(
    "warning",
    "A link points to a redirected URL.",
    "Readers wait for a second request.",
    "Link to the URL in the message.",
  ),
  "host-limit": finding(
    "error",
    "The site exceeds a limit of the host.",
    "The host rejects the release, or ignores a part of it.",
    "Reduce the number in the message, or choose another host.",
  ),
  "host-cannot": finding(
    "warning",
    "The host does not support something that the site uses.",
    "It works on your other hosts only.",
    "Remove it, or choose another host.",
  ),
  // Templates
  "layout-missing": finding(
    "error",
    "The layout of a page does not exist.",
    "The page is written with the default layout.",
    "Use one of the layouts in the message, or add the file to `layouts/`.",
  ),
  "include-missing": error(
    "A template includes, extends or imports a file that does not exist.",
    "Pages that use the template cannot be rendered.",
    "Use the name of a file in `layouts/`.",
  ),
  "template-cycle": error(
    "Templates include or extend each other in a loop.",
    "Rendering would never end.",
    "Remove one of the includes in the message.",
  ),
  "template-syntax": error(
    "A template has a syntax error.",
    "Pages that use the template cannot be rendered.",
    "Fix the line in the message.",
  ),
  "unknown-filter": error(
    "A template uses an unknown filter.",
    "Pages that use the template cannot be rendered.",
    "Use an existing filter, or add it in `.eleventy.ts`.",
  ),
  "unknown-name": finding(
    "warning",
    "A layout uses a variable that is never set, or a block that its parent does not have.",
    "It prints nothing.",
    "Use a key of a page, a data file or the configuration, or a block of the parent.",
  ),
  "template-failed": error(
    "A template failed while it rendered a page, or an untrusted file is a program.",
    "The page cannot be rendered, or its author could run code.",
    "Fix the code in the message.",
  ),
  "asset-missing": error(
    "A template uses a style sheet or script that does not exist.",
    "Pages would have no styles.",
    "Use the name of a file in `layouts/styles/` or `layouts/scripts/`.",
  ),
  "style-invalid": error(
    "A style sheet has an error.",
    "Browsers would ignore one or more rules.",
    "Fix the line in the message.",
  ),
  "layout-outdated": finding(
    "warning",
    "The original of an ejected theme file has changed.",
    "Your copy lacks the fixes of the new version.",
    "Move the copy away, run `handbill eject` again, and compare both.",
  ),
  // Configuration and data
  "config-failed": error(
    "Handbill cannot load the configuration.",
    "No page can be rendered without it.",
    "Fix the line of `.eleventy.ts` in the message.",
  ),
  "eleventy-unused": finding(
    "warning",
    "A call to Eleventy's configuration has no effect, or only a part of it, in a `defineSite` site.",
    "Handbill does this work itself, or in another way.",
    "Remove the call, and use the replacement in the message.",
  ),
  "config-invalid": error(
    "A setting has a wrong value.",
    "Handbill would have to guess.",
    "Use one of the values in the message.",
  ),
  "data-failed": error(
    "Handbill cannot load a data file.",
    "Pages would lack its data.",
    "Fix the line in the message.",
  ),
  "policy-blocks": finding(
    "warning",
    "The site's Content-Security-Policy blocks something on a page.",
    "Handbill allows what pages contain by hash and origin, but no strict policy can allow everything.",
    "Change the page as in the message, or set your own policy with `headers`.",
  ),
  "search-failed": finding(
    "error",
    "Handbill cannot build the search index.",
    "Visitors would find nothing.",
    "Install Handbill again on the machine that builds, or set `search: false`.",
  ),
  "feed-empty": finding(
    "warning",
    "A feed has no entries.",
    "It has no pages, or none of them has a date.",
    "Add `date` to the pages or dates to the headings of a changelog, or remove the feed from `feeds`.",
  ),
  "history-missing": finding(
    "warning",
    "The git history is missing.",
    "Pages do not show when they were last updated.",
    "Clone with `git clone --filter=blob:none`, or keep `.cache/handbill` from the previous build.",
  ),
  // Writing
  "output-unsafe": error(
    "The output folder is not a safe place to write.",
    "The build would overwrite sources.",
    "Choose a separate folder, such as `_site`.",
  ),
  "write-failed": error(
    "Handbill cannot write the site.",
    "The previous site stays as it was.",
    "Free disk space, or give the user who runs the build permission to write.",
  ),
  "between-builds": error(
    "The output folder holds files of two builds.",
    "A build is replacing its files, or was stopped.",
    "Wait for the build to end, or run `handbill build` to complete it.",
  ),
  // Deploying
  "build-outdated": error(
    "The sources changed after the last build.",
    "Readers would get an older version than you see, and your last edits are not checked.",
    "Run `handbill build`, or `handbill deploy --build`.",
  ),
  "deploy-failed": error(
    "The deployment failed.",
    "The previous site is still online. Uploaded files are not uploaded again.",
    "Fix the problem in the message, and deploy again.",
  ),
} satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof catalogue;

/** The place of a Diagnostic. */
export interface Place extends Partial<Position> {
  readonly file?: string;
  readonly length?: number;
}

/** A Diagnostic with the catalogue's level for its code. */
export function diagnostic(code: DiagnosticCode, place: Place, message: string, hint?: string): Diagnostic {
  return { code, level: catalogue[code].level, ...place, message, ...(hint === undefined ? {} : { hint }) };
}

/** A level that a site can set for a finding. */
export type FindingLevel = Level | "off";

/** The level of a code in a site that sets these. */
export function levelOf(code: DiagnosticCode, levels: Readonly<Record<string, FindingLevel>>): FindingLevel {
  const { kind, level, isOptional }: Entry = catalogue[code];
  return kind === "error" ? level : (levels[code] ?? (isOptional === true ? "off" : level));
}

/** Applies the levels that a site sets. Errors keep theirs, because they cannot be silenced. */
export function applyLevels(
  diagnostics: readonly Diagnostic[],
  levels: Readonly<Record<string, FindingLevel>>,
): Diagnostic[] {
  return diagnostics.flatMap((found) => {
    const { kind } = catalogue[found.code];
    const level = kind === "finding" ? (levels[found.code] ?? found.level) : found.level;
    return level === "off" ? [] : level === found.level ? [found] : [{ ...found, level }];
  });
}

/**
 * Whether the finding means that a page cannot be made. Then nothing is written. A finding of level "error"
 * fails the build, but the site is written.
 */
export function isBlocking(found: Diagnostic): boolean {
  return catalogue[found.code].kind === "error";
}
