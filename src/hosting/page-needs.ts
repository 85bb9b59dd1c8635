/**
 * Finds what a finished page needs from a Content-Security-Policy (CSP Level 3): hashes of inline code, and
 * origins that it loads from.
 */

import { hash } from "node:crypto";
import { decodeEntities } from "../content/html/entities.js";
import { replaceCandidates, scanTags, type HtmlTag } from "../content/html/scan.js";
import { addSource, needsOfScript, needsOfStyle, type AddNeed, type Need } from "./code-needs.js";

/** Directives of elements that load files, by attribute. Preloads and scripts are handled separately. */
const LOADS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  img: { src: "img-src" },
  input: { src: "img-src", formaction: "form-action" },
  button: { formaction: "form-action" },
  image: { href: "img-src", "xlink:href": "img-src" },
  body: { background: "img-src" },
  table: { background: "img-src" },
  td: { background: "img-src" },
  video: { src: "media-src", poster: "img-src" },
  audio: { src: "media-src" },
  source: { src: "media-src" },
  track: { src: "media-src" },
  iframe: { src: "frame-src" },
  frame: { src: "frame-src" },
  embed: { src: "object-src" },
  object: { data: "object-src" },
  form: { action: "form-action" },
  a: { ping: "connect-src" },
  area: { ping: "connect-src" },
  base: { href: "base-uri" },
};

/** Directives that are strict by default, so that the site's own files need a source too. */
const CLOSED: ReadonlySet<string> = new Set(["frame-src", "object-src", "base-uri"]);

/** By the `as` of a preload (HTML Living Standard, "link type preload"). */
const PRELOADS: Readonly<Record<string, string>> = {
  script: "script-src",
  style: "style-src",
  image: "img-src",
  font: "font-src",
  fetch: "connect-src",
  audio: "media-src",
  video: "media-src",
  track: "media-src",
};

/** Attributes whose value a browser runs as a script if it begins with `javascript:`. */
const RUNS = /^(?:href|xlink:href|src|data|action|formaction)$/;

/**
 * Inline scripts that a policy checks: JavaScript (MIME Sniffing, 4.6), modules, import maps, speculation
 * rules. Other types are data.
 */
const SCRIPT_TYPE =
  /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.\d|jscript|livescript))$/i;

/** The needs of a finished page, without duplicates. */
export function needsOfPage(html: string): readonly Need[] {
  const found = new Map<string, Need>();
  scanPage(html, (need) => {
    const key = `${need.directive} ${need.source} ${need.text ?? ""}`;
    if (!found.has(key)) found.set(key, need);
  });
  return [...found.values()];
}

function scanPage(html: string, add: AddNeed): void {
  const tags = scanTags(html);
  let drawings = 0;
  for (const [index, tag] of tags.entries()) {
    const { name, closing } = tag;
    if (name === "svg") drawings += closing ? -1 : 1;
    if (closing) continue;
    scanAttributes(tag, add);
    if (name !== "script" && name !== "style") continue;
    const end = tags[index + 1];
    // An unclosed script does not run.
    if (end?.name !== name || !end.closing) continue;
    const written = html.slice(tag.end, end.start).replace(/\r\n?/g, "\n");
    const text = drawings > 0 ? textInDrawing(written) : written;
    if (name === "style") {
      add({ directive: "style-src", source: hashOf(text), text: snippet(written) });
      needsOfStyle(text, add);
    } else if (valueOf(tag, "src") === undefined && SCRIPT_TYPE.test(typeOf(tag))) {
      add({ directive: "script-src", source: hashOf(text), text: snippet(written) });
      needsOfScript(text, add);
      if (EVALUATES.test(text))
        add({ directive: "script-src", source: BLOCKED, text: snippet(text, EVALUATES) });
    }
  }
}

/** Code that runs text as a script. */
const EVALUATES =
  /^.*(?<![.\w$])(?:(?:eval|new Function)\s*\(|(?:window\.)?set(?:Interval|Timeout)\s*\(\s*["'`]).*$/m;

function scanAttributes(tag: HtmlTag, add: AddNeed): void {
  const { name: element, attributes } = tag;
  if (element === "link") return scanLink(tag, add);
  for (const { name, value: written } of attributes) {
    const value = decodeEntities(written);
    // Browsers remove line breaks and tabs from a URL, and spaces from its start (URL, 4.4).
    const url = value.replace(/[\t\n\r]/g, "").replace(/^[\x00-\x20]+/, "");
    if (RUNS.test(name) && /^(?:javascript|vbscript):/i.test(url))
      add({ directive: "script-src", source: BLOCKED, text: snippet(written) });
    else if (name === "style") {
      if (value.trim() === "") continue;
      add({ directive: "style-src-attr", source: hashOf(value), text: snippet(written) });
      needsOfStyle(value, add);
    } else if (/^on[a-z]/.test(name)) {
      add({ directive: "script-src-attr", source: hashOf(value), text: snippet(written) });
      needsOfScript(value, add);
    } else if (name === "srcset" || name === "imagesrcset")
      replaceCandidates(value, (address) => (addSource("img-src", address, add), address));
    else if (name === "srcdoc" && element === "iframe") scanPage(value, add);
    else if (element === "script" && SCRIPT_URL.has(name)) loadsScript(url, written, add);
    else loads(LOADS[element]?.[name], url, add);
  }
}

const SCRIPT_URL: ReadonlySet<string> = new Set(["src", "href", "xlink:href"]);

function loadsScript(url: string, written: string, add: AddNeed): void {
  if (/^(?:data|blob):/i.test(url)) add({ directive: "script-src", source: BLOCKED, text: snippet(written) });
  // A script of another site mostly requests data from there, too.
  else for (const directive of ["script-src", "connect-src"]) addSource(directive, url, add);
}

function loads(directive: string | undefined, url: string, add: AddNeed): void {
  if (directive === undefined || url === "") return;
  const isOwn = !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
  if (!isOwn) addSource(directive, url, add);
  else if (CLOSED.has(directive)) add({ directive, source: "'self'" });
  // A page in a frame of its own site must allow framing.
  if (isOwn && (directive === "frame-src" || directive === "object-src"))
    add({ directive: "frame-ancestors", source: "'self'" });
}

function scanLink(tag: HtmlTag, add: AddNeed): void {
  const rel = (valueOf(tag, "rel") ?? "").toLowerCase().split(/\s+/);
  const href = decodeEntities(valueOf(tag, "href") ?? "").trim();
  const has = (...names: readonly string[]) => names.some((name) => rel.includes(name));
  if (has("stylesheet")) needsOfStyle(`@import "${href}";`, add);
  else if (has("modulepreload")) addSource("script-src", href, add);
  else if (has("icon", "apple-touch-icon", "mask-icon")) addSource("img-src", href, add);
  else if (has("manifest")) addSource("manifest-src", href, add);
  else if (has("preload")) {
    const directive = PRELOADS[(valueOf(tag, "as") ?? "").toLowerCase()];
    if (directive !== undefined) addSource(directive, href, add);
  }
  replaceCandidates(decodeEntities(valueOf(tag, "imagesrcset") ?? ""), (address) => {
    addSource("img-src", address, add);
    return address;
  });
  for (const { name, value } of tag.attributes)
    if (/^on[a-z]/.test(name))
      add({ directive: "script-src-attr", source: hashOf(decodeEntities(value)), text: snippet(value) });
}

/** The source of a need that no policy should allow. */
export const BLOCKED = "";

function valueOf({ attributes }: HtmlTag, wanted: string): string | undefined {
  return attributes.find(({ name }) => name === wanted)?.value;
}

function typeOf(tag: HtmlTag): string {
  return (valueOf(tag, "type") ?? "").trim().split(";")[0] ?? "";
}

/** In SVG, style sheets and scripts are ordinary text, with character references and CDATA (13.2.6.5). */
function textInDrawing(written: string): string {
  // No CDATA section can end after the last end mark, so the search stops there.
  const end = written.lastIndexOf("]]>") + 1;
  const parts = written.slice(0, end + 2).split(/(<!\[CDATA\[[^]*?\]\]>)/);
  const decoded = parts.map((part) =>
    part.startsWith("<![CDATA[") ? part.slice(9, -3) : decodeEntities(part),
  );
  return end === 0 ? decodeEntities(written) : decoded.join("") + decodeEntities(written.slice(end + 2));
}

/** A source expression for an inline text (CSP Level 3, 6.7.3). Browsers read NUL as U+FFFD. */
function hashOf(text: string): string {
  return `'sha256-${hash("sha256", text.replaceAll("\0", "\ufffd"), "base64")}'`;
}

/** Enough of a text to find it in its source file: its first line, or the first line that matches `line`. */
function snippet(written: string, line = /^.*\S.*$/m): string {
  return (line.exec(written)?.[0] ?? "").trim().slice(0, 200);
}
