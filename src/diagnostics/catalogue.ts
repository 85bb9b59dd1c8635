/**
 * The catalogue of codes. A code is permanent: sites, editors and continuous integration refer to it. Each has a heading
 * in content/docs/diagnostics.md, which a test makes from this.
 *
 * Two kinds: an *error* means that a page cannot be made, and cannot be silenced; a *finding* is a rule's opinion about
 * a page that can be made, and has a level that the site may set with `levels`.
 */

import type { Diagnostic, Level, Position } from "../model/model.js";

interface Entry {
  readonly kind: "error" | "finding";
  /** The level of a finding when the site says nothing. */
  readonly level: Level;
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

export const catalogue = {
  // Reading
  "not-utf8": error(
    "A text file, or the name of a file, is not valid UTF-8.",
    "Its characters would be published as replacement marks.",
    "Save the file as UTF-8, or rename it.",
  ),
  "file-ignored": finding(
    "warning",
    "A file of content/ or layouts/ looks as if it were meant for the site, and is not used.",
    "Other programs read files of this name or in this folder, or one of the theme's is meant.",
    "Give it the name, or the folder, that the message names.",
  ),
  "no-pages": error(
    "The site has no pages.",
    "There is no content folder, or it holds no page.",
    "Write content/index.md.",
  ),
  "file-unreadable": error(
    "A file cannot be read.",
    "A page that cannot be read cannot be published.",
    "Give the user who builds the right to read it.",
  ),
  "file-gone": error(
    "A file went while the site was read.",
    "It is not known whether the site is to be with it or without it.",
    "Build again, when no other program changes the site's files.",
  ),
  "symlink-outside": finding(
    "warning",
    "A link leads out of the site.",
    "Files from elsewhere on the machine would be published.",
    "Copy the file into the site, or remove the link.",
  ),
  "special-file": finding(
    "warning",
    "A folder of the site holds a pipe, socket or device.",
    "Reading it could wait for ever.",
    "Remove it.",
  ),
  "page-failed": error(
    "Handbill, or code of the site's own, failed while it read a page.",
    "The page cannot be made. All other pages are read and checked.",
    "Correct the Markdown plugin or the schema that the message names; if it is Handbill's own fault, report it with the page.",
  ),
  // Front matter
  "front-matter-unclosed": error(
    "Front matter is opened and never closed.",
    "The whole page would be taken for text, or for data.",
    "End it with a line of exactly ---.",
  ),
  "front-matter-misplaced": error(
    "Front matter does not start with a line of exactly `---`.",
    "Its data would be published as text, and a draft with it.",
    "Write three hyphens on the first line, and nothing else there.",
  ),
  "draft-unread": error(
    "A page says that it is a draft, in words that Handbill does not read.",
    "It would be published.",
    "Write `draft: true`.",
  ),
  "front-matter-language": error(
    "Front matter is in a language other than YAML.",
    "JavaScript in front matter would run code from a page.",
    "Write it as YAML, between two lines of ---.",
  ),
  "front-matter-yaml": error(
    "Front matter is not valid YAML.",
    "The page's data cannot be read.",
    "Correct it at the line shown.",
  ),
  "front-matter-comment": finding(
    "warning",
    "A `#` in a value of front matter starts a comment.",
    "What follows it, such as a number in `Issue #5`, is not part of the value.",
    "Put the value in quotes, or write a space after the `#` of a comment.",
  ),
  "character-forbidden": error(
    "A value of front matter or of a data file holds a character that HTML cannot hold.",
    "An escape such as `\\0` or `\\ud800` writes it, and browsers show a replacement mark.",
    "Remove the escape.",
  ),
  "front-matter-duplicate": error(
    "A key stands twice in front matter.",
    "Only one of the two values could be used.",
    "Remove one of them.",
  ),
  "front-matter-key": error(
    "A key of front matter or of a data file is forbidden or taken.",
    "__proto__, constructor and prototype change how programs read every other page; content, site and other names of Handbill's own would be lost or replaced.",
    "Choose another name.",
  ),
  "front-matter-aliases": error(
    "YAML aliases grow to too much data.",
    "A few bytes can grow to gigabytes.",
    "Write the values out.",
  ),
  "front-matter-type": error(
    "A value has the wrong type: in a data file, in a page that Eleventy evaluates, or one that YAML cannot give.",
    "No page can be made from it.",
    "Give a value of the type named in the message.",
  ),
  "front-matter-value": finding(
    "error",
    "A value of a page's front matter has the wrong type, or fails the site's own schema.",
    "The page is written without it. Where it decides whether or where the page is published (`draft`, `permalink`, `noindex`, or the site's own schema), the page counts as a draft.",
    "Give a value of the type named in the message.",
  ),
  "front-matter-date": finding(
    "error",
    "A date does not exist, or is not a calendar day.",
    "The page is written without it: YAML would turn 31 February into 2 March without a word.",
    "Write it as YYYY-MM-DD.",
  ),
  "front-matter-unknown": finding(
    "warning",
    "A key looks like a misspelled known key, or is one of another generator.",
    "What it asks for has no effect.",
    "Use the name or the value that the message gives.",
  ),
  "front-matter-invisible": error(
    "A key or an address holds an invisible character.",
    "It looks like another one and is not.",
    "Type it again, without the character named in the message.",
  ),
  // Sections
  "section-unknown": error(
    "A section is of a type that does not exist.",
    "Nothing can be made of it.",
    "Use one of the types that the message names, or add a schema and a layout for it.",
  ),
  "section-field": error(
    "A field of a section is missing, wrong, or not one that the section has.",
    "The section would lack it without a word.",
    "Give the value that the message asks for, at the line shown.",
  ),
  "icon-unknown": finding(
    "warning",
    "There is no icon of that name.",
    "The name is shown as a word where a picture is meant.",
    "Use the name that the message gives, or a character such as ⚡.",
  ),
  // Markdown
  "double-encoded": finding(
    "warning",
    "Text was encoded as UTF-8 twice.",
    "Readers see three odd characters where an apostrophe was.",
    "Replace it by the text that the message gives.",
  ),
  "control-character": finding(
    "warning",
    "A page holds a control character, such as U+0007.",
    "HTML forbids it. Readers see a replacement mark.",
    "Remove it.",
  ),
  "html-refused": finding(
    "warning",
    'Raw HTML of an untrusted page (`trust: "text"`) has an attribute or a URL that is not allowed.',
    "The page is written without it.",
    "Remove it, or write what it stands for in Markdown.",
  ),
  "markdown-too-deep": error(
    "Markdown is nested too deeply.",
    "Text below that depth would be dropped.",
    "Nest it less deeply.",
  ),
  "code-option-unknown": finding(
    "warning",
    "A word after the language of a block of code means nothing here.",
    "What it asks for elsewhere, such as numbers of lines, is not there.",
    "Write it as the message says, or remove it.",
  ),
  "code-line-outside": finding(
    "warning",
    "A code block marks lines that it does not have.",
    "Nothing is marked there; most often, lines were added or removed.",
    "Correct the numbers: lines count from 1, and a range starts with the smaller number.",
  ),
  "alert-unread": finding(
    "warning",
    "A quote begins like an alert and is none.",
    "Its head, `[!NOTICE]`, is shown as text in a quote.",
    "Write the head as the message says.",
  ),
  "container-unclosed": finding(
    "warning",
    "A container is never closed, or colons close none.",
    "All that follows is in the container, or the colons are shown as text.",
    "Close each container with as many colons as open it.",
  ),
  "container-unknown": finding(
    "warning",
    "A container's name is one letter away from one that Handbill has, or is missing.",
    "It is a class without a style, or text.",
    "Use the name that the message gives.",
  ),
  "tab-untitled": finding(
    "warning",
    "A tab has no title.",
    "It shows a number, which tells readers nothing about the tab. Screen readers read the number, too.",
    "Write a title: `::: tab Linux`. A code block in a code group takes it in brackets: ```` ```sh [npm] ````.",
  ),
  "foreign-syntax": finding(
    "warning",
    "A page holds syntax of another generator.",
    "Readers see it as text, or do not see what it stands for.",
    "Write what the message gives in its place.",
  ),
  "table-cells": finding(
    "warning",
    "A row of a table has more cells than its header.",
    "The cells that are too many are not shown.",
    "Add a column to the header, or write `\\|` for a bar inside of a cell.",
  ),
  "link-empty": finding(
    "warning",
    "A link or a picture has no address.",
    "Readers who follow it stay where they are, or see no picture.",
    "Write the address, or remove the brackets.",
  ),
  "link-unread": finding(
    "warning",
    "Text looks like a link and is none.",
    "Its brackets and address are shown as text.",
    "Write it as the message says.",
  ),
  "footnote-undefined": finding(
    "warning",
    "Nothing on the page defines the footnote that a reference names.",
    "The brackets are shown as text.",
    "Define it with `[^label]: text`, or correct the label.",
  ),
  "footnote-unused": finding(
    "warning",
    "A footnote is not shown, or has no text.",
    "Nothing on the page refers to it, or its label is defined twice.",
    "Refer to it with `[^label]`, or remove it.",
  ),
  "id-duplicate": finding(
    "warning",
    "An id stands twice on a page.",
    "A #fragment leads to the first of them, and the other cannot be reached.",
    "Give one of them another id.",
  ),
  "heading-text": finding(
    "warning",
    "A heading has no text.",
    "Screen readers announce a heading and then nothing (WCAG 2.2, 2.4.6), and no link can name it.",
    "Write its text, or remove it.",
  ),
  "attributes-unread": finding(
    "warning",
    "Braces behind a heading look like attributes and are none.",
    "They are shown as text, and the heading has another id.",
    "Write `{#id}`; an id holds no spaces.",
  ),
  "html-unknown": finding(
    "warning",
    "A tag is of no element that HTML has.",
    "Browsers show nothing of it: what was meant as text, such as `<name>`, is lost.",
    "Write it as code, or with a backslash before it.",
  ),
  "html-unclosed": finding(
    "warning",
    "An element of raw HTML is opened and not closed, or closed and not opened.",
    "Browsers take what follows to be in it, on to the end of the page.",
    "Close it, or remove it.",
  ),
  "image-alt": finding(
    "warning",
    "A picture has no text in place of it.",
    "Whoever cannot see it does not know what it shows (WCAG 2.2, 1.1.1).",
    "Say what it shows; or give it an empty alt, if it only decorates.",
  ),
  "link-text": finding(
    "warning",
    "A link has no text.",
    "Nobody can see it, and screen readers have nothing to say (WCAG 2.2, 2.4.4).",
    "Write its text, or remove it.",
  ),
  "unsafe-url": error(
    "An address would run code or read the visitor's files.",
    "javascript:, vbscript:, data: and file: addresses do that.",
    "Link to a page or an https address.",
  ),
  // Addresses
  "permalink-outside": error(
    "A permalink leads out of the site.",
    "It would write a file outside the output folder.",
    "Give an address inside the site.",
  ),
  "permalink-invalid": error(
    "A permalink cannot be an address.",
    "No URL or no file system can carry it.",
    "Use letters, digits, hyphens, dots and slashes.",
  ),
  "output-conflict": error(
    "Two sources make one file.",
    "One of them would be lost, on some machines only.",
    "Give one of them another permalink.",
  ),
  "home-missing": finding(
    "warning",
    "The site has no page at /.",
    "Readers who type the name of the site get a 404.",
    "Write content/index.md, or redirect / to a page.",
  ),
  "language-unlisted": finding(
    "warning",
    "A folder is named after a language that `languages` does not name.",
    "Its pages count as pages in the site's own language.",
    "Add the language to `languages`, or rename the folder.",
  ),
  // Links
  "broken-link": finding(
    "error",
    "A link leads to a page or file that does not exist: one of a page, of a template or a style sheet, or of what the theme links.",
    "Readers get a 404.",
    "Correct the link, or make the page.",
  ),
  "broken-anchor": finding(
    "warning",
    "A link's #fragment is on that page no heading and no id: not of its text, of a template around it, or of what Eleventy made.",
    "Readers land at the top.",
    "Use the id of a heading on that page, or give what is meant an id.",
  ),
  "broken-external-link": finding(
    "warning",
    "A link leads to another site, and nothing is there. `handbill check --external` asks.",
    "Readers get a 404, or nothing at all.",
    "Correct the address, or remove the link; name in `externalLinks.ignore` what is right all the same.",
  ),
  "lost-address": finding(
    "error",
    "An address that was published is no page, no file and no redirect any more (`check --against`).",
    "Links of other sites, bookmarks and search results lead to a 404.",
    "Redirect it to where its text is now, or name it in `gone`.",
  ),
  "lost-anchor": finding(
    "warning",
    "A heading that was published is not on its page any more (`check --against`).",
    "Links to it lead to the top of the page.",
    "Give the heading its old id, {#old-id}, or keep the old id before it.",
  ),
  // Redirects and hosts
  "redirect-invalid": error(
    "A redirect is not from an address of the site to an address.",
    "No host could follow it.",
    'Write it as "/old/": "/new/", with a status of 301, 302, 307 or 308.',
  ),
  "redirect-conflict": finding(
    "error",
    "A redirect stands at an address that is taken, by a page or by another redirect.",
    "Some hosts send the page and others redirect.",
    "Remove one of the two.",
  ),
  "redirect-broken": finding(
    "error",
    "A redirect leads to a page or file that does not exist.",
    "Readers get a 404 all the same.",
    "Lead to a page that exists.",
  ),
  "redirect-loop": finding(
    "error",
    "Redirects lead in a circle.",
    "Browsers give up with an error.",
    "Let one of them lead to a page.",
  ),
  "redirect-chain": finding(
    "warning",
    "A redirect leads to another redirect.",
    "It is written straight to its end, but the source still says otherwise.",
    "Lead to the end that the message names.",
  ),
  "link-redirects": finding(
    "warning",
    "A link takes a redirect.",
    "Readers wait for a second request, and the old address lives on.",
    "Link to the address that the message names.",
  ),
  "host-limit": finding(
    "error",
    "The site asks for more than a host takes.",
    "The host refuses the release, or leaves out what is over its limit.",
    "Have fewer of what the message names, or choose another host.",
  ),
  "host-cannot": finding(
    "warning",
    "A host cannot do something that the site asks for.",
    "It works on the other hosts only.",
    "Do without it there, or choose another host.",
  ),
  // Templates
  "layout-missing": finding(
    "error",
    "A layout does not exist.",
    "The page is written with the default layout, and may lack what its own would show.",
    "Use one of the layouts that the message names, or add a file of that name to layouts/.",
  ),
  "include-missing": error(
    "A template includes, extends or imports a file that does not exist.",
    "The pages that use it cannot be rendered.",
    "Use the name of a file in layouts/.",
  ),
  "template-cycle": error(
    "Templates include or extend each other in a circle.",
    "Rendering would never end.",
    "Remove one of the links of the chain shown.",
  ),
  "template-syntax": error(
    "A template cannot be parsed.",
    "The pages that use it cannot be rendered.",
    "Correct it at the line shown.",
  ),
  "unknown-filter": error(
    "A template uses a filter that does not exist.",
    "The pages that use it cannot be rendered.",
    "Use a filter that exists, or add it in .eleventy.ts.",
  ),
  "unknown-name": finding(
    "warning",
    "A layout names a value that nothing sets, or a block that is not in what it extends.",
    "It prints nothing, on every page.",
    "Use the name of a key that a page, a data file or the configuration sets, or of a block there.",
  ),
  "template-failed": error(
    "A template failed while it rendered a page, or a stranger's file is a program.",
    "The page cannot be made, or whoever wrote it could run code.",
    "Correct the code that the message names.",
  ),
  "asset-missing": error(
    "A template names a style sheet or script that does not exist.",
    "The pages would have no styles.",
    "Use the name of a file in layouts/styles/ or layouts/scripts/.",
  ),
  "style-invalid": error(
    "A style sheet cannot be made.",
    "Browsers would drop a rule, or all that follow it.",
    "Correct it at the line shown.",
  ),
  "layout-outdated": finding(
    "warning",
    "A file that was copied from the theme has a newer original.",
    "What the theme has mended since is missing in the copy.",
    "Move the copy away, run `handbill eject` again, and compare the two.",
  ),
  // Configuration and data
  "config-failed": error(
    "The configuration cannot be loaded.",
    "Without it, no page can be made as meant.",
    "Correct .eleventy.ts at the line shown.",
  ),
  "eleventy-unused": finding(
    "warning",
    "The configuration says something to Eleventy that has no effect, or only a part of it, in a site that `defineSite` makes.",
    "Handbill does this work itself, or does it otherwise.",
    "Remove the call, and use what the message names.",
  ),
  "config-invalid": error(
    "A setting of the configuration has a wrong value.",
    "Handbill would have to guess.",
    "Give one of the values that the message names.",
  ),
  "data-failed": error(
    "A data file cannot be loaded.",
    "Pages would be made without its data.",
    "Correct the file at the line shown.",
  ),
  "policy-blocks": finding(
    "warning",
    "The site's Content-Security-Policy blocks something that a page holds.",
    "Handbill writes a strict policy for the hosts of the site, with hashes and origins for what pages hold. Some things no strict policy can allow.",
    "Write it as the message says, or set your own policy with `headers`.",
  ),
  "search-failed": finding(
    "error",
    "The search index cannot be made.",
    "Visitors would find nothing.",
    "Install Handbill again on the machine that builds, or set `search: false`.",
  ),
  "feed-empty": finding(
    "warning",
    "A feed has no entries.",
    "Its pages have no dates, or there are none. Readers who follow the feed never see anything.",
    "Give the pages a `date`, write dates into the headings of a changelog, or remove the feed from `feeds`.",
  ),
  "history-missing": finding(
    "warning",
    "The git history does not tell when pages changed.",
    "Pages do not say when they were last updated.",
    "Clone with `git clone --filter=blob:none`, or carry .cache/handbill over from an earlier build.",
  ),
  // Writing
  "output-unsafe": error(
    "The output folder is not a safe place to write.",
    "Building would overwrite sources.",
    "Choose a folder of its own, such as _site.",
  ),
  "write-failed": error(
    "The site could not be written.",
    "The old site is left as it was.",
    "Make room, or give the user who builds the right to write.",
  ),
  "between-builds": error(
    "The output folder is between two builds.",
    "A build is replacing its files one by one, or was stopped while it did: old and new pages are there together.",
    "Wait for the build to end, or build again to complete it.",
  ),
  // Deploying
  "build-outdated": error(
    "The built site is not made of the sources as they are now.",
    "Readers would get something else than you see, and nothing has checked your last edits.",
    "Run `handbill build`, or `handbill deploy --build`.",
  ),
  "deploy-failed": error(
    "The site could not be deployed.",
    "The site that was there still answers; what has been uploaded is not uploaded again.",
    "Mend what the message names, and deploy again.",
  ),
} satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof catalogue;

/** Where a Diagnostic points. */
export interface Place extends Partial<Position> {
  readonly file?: string;
  readonly length?: number;
}

/** A Diagnostic at the level that the catalogue gives its code. */
export function diagnostic(code: DiagnosticCode, place: Place, message: string, hint?: string): Diagnostic {
  return { code, level: catalogue[code].level, ...place, message, ...(hint === undefined ? {} : { hint }) };
}

/** What a site may say about a finding. */
export type FindingLevel = Level | "off";

/** Applies the levels that a site sets. Errors keep theirs: they cannot be silenced. */
export function applyLevels(
  diagnostics: readonly Diagnostic[],
  levels: Readonly<Record<string, FindingLevel>>,
): Diagnostic[] {
  return diagnostics.flatMap((found) => {
    const level =
      catalogue[found.code].kind === "finding" ? (levels[found.code] ?? found.level) : found.level;
    return level === "off" ? [] : level === found.level ? [found] : [{ ...found, level }];
  });
}

/** Whether a page cannot be made: then nothing is written. A finding of level "error" fails the build but not the writing. */
export function isBlocking(found: Diagnostic): boolean {
  return catalogue[found.code].kind === "error";
}
