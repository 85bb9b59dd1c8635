/**
 * What the dev server adds to a page: it swaps in what was saved, and shows what is wrong. Served by `handbill dev`
 * alone, never part of a build. All text of problems is put in as text, never as HTML.
 */

import { Idiomorph } from "/@handbill/idiomorph.js";

const OWN = "/@handbill/";

/** Tag of the page that is shown; the server writes it beside the document. */
let tag = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(({ name }) => name === "handbill")?.description ?? "";
let source = "";
/** Whether what is shown is a page, and not what the server says in its place. */
let isPage = !document.body.classList.contains("handbill-dev");
/** Paths of files that were swapped, with the number of the swap. */
const versions = new Map();
let count = 0;

/** @param {string} name @param {Record<string, string>} [more] */
const address = (name, more = {}) => `${OWN}${name}?${new URLSearchParams({ path: location.pathname, ...more })}`;

/** Work in turn; what is asked for while it waits is asked for once. */
let work = Promise.resolve();
let waiting = false;
function look() {
  if (waiting) return;
  waiting = true;
  work = work.then(async () => {
    waiting = false;
    await refresh();
    await showProblems();
  }).catch(() => undefined);
}

async function refresh() {
  const answer = await (await fetch(address("page", { tag, source }))).json();
  if (answer.moved !== undefined) {
    history.replaceState(history.state, "", answer.moved + location.hash);
    disconnect();
    connect();
    return refresh();
  }
  if (answer.source !== undefined) source = answer.source;
  overlay.draft = answer.isDraft === true;
  if (answer.kind === "page" && answer.html !== undefined) {
    if (!isPage || !swap(answer.html)) return location.reload();
    tag = answer.tag;
  } else if (answer.kind === "page") {
    tag = answer.tag;
    if (!isPage) location.reload();
  } else if (isPage && answer.kind !== "failed") location.reload();
}

/** Puts another version of the page in place; false when it has other scripts, which only run in a page that is loaded. */
function swap(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const scripts = (page) => [...page.querySelectorAll("script")].map((script) => script.outerHTML).join("\n");
  if (scripts(next) !== scripts(document)) return false;
  for (const [element, attribute] of addresses(next)) {
    const path = pathOf(element.getAttribute(attribute));
    if (versions.has(path)) element.setAttribute(attribute, `${path}?v=${versions.get(path)}`);
  }
  const [x, y] = [scrollX, scrollY];
  const named = nameTouched(next);
  const old = new Set(document.querySelectorAll("link[rel~=stylesheet]"));
  Idiomorph.morph(document.documentElement, next.documentElement, {
    morphStyle: "outerHTML",
    restoreFocus: true,
    callbacks: {
      // A sheet that has another name now stays until the new one is there.
      beforeNodeRemoved: (node) => node !== overlay.host && !old.has(node),
      // What is equal is left alone, with all that the reader did to it.
      beforeNodeMorphed: (node, other) => node !== overlay.host && !node.isEqualNode(other),
      beforeAttributeUpdated: (name, node, type) => !isReaders(name, node, type),
    },
  });
  for (const element of named) element.removeAttribute("id");
  dropSheets(next, old);
  scrollTo(x, y);
  dispatchEvent(new CustomEvent("handbill:swap"));
  return true;
}

const STATEFUL = "details, dialog, input, textarea, select, video, audio, iframe";

/** Gives what a reader may have touched a name in both versions, so that each finds its own; gives the elements that had none. */
function nameTouched(next) {
  const keyed = (page) => {
    const elements = new Map();
    for (const element of page.querySelectorAll(STATEFUL)) {
      if (element.id !== "") continue;
      const text = element.querySelector("summary")?.textContent ?? element.getAttribute("name") ?? element.getAttribute("src") ?? "";
      let key = `${element.tagName} ${text}`;
      while (elements.has(key)) key += " again";
      elements.set(key, element);
    }
    return elements;
  };
  const [here, there] = [keyed(document), keyed(next)];
  const named = [];
  for (const [key, element] of here) {
    const other = there.get(key);
    if (other === undefined) continue;
    element.id = other.id = `handbill-dev-${named.length}`;
    named.push(element);
  }
  return named;
}

/** Removes the sheets that the new version does not name, once those that it does are loaded. */
function dropSheets(next, old) {
  const wanted = new Set([...next.querySelectorAll("link[rel~=stylesheet]")].map((sheet) => pathOf(sheet.getAttribute("href"))));
  const gone = [...old].filter((sheet) => sheet.isConnected && !wanted.has(pathOf(sheet.getAttribute("href"))));
  const drop = () => gone.forEach((sheet) => sheet.remove());
  const fresh = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((sheet) => !old.has(sheet) && sheet.sheet === null);
  if (fresh.length === 0) return drop();
  for (const sheet of fresh) sheet.addEventListener("load", drop, { once: true });
}

/** What the reader did to the page: folds that were opened, forms that were filled in. */
function isReaders(name, node, type) {
  if (name === "open") return type === "remove" && node.matches("details, dialog");
  if (name === "value") return "defaultValue" in node && node.value !== node.defaultValue;
  if (name === "checked") return node.checked !== node.defaultChecked;
  if (name === "selected") return node.selected !== node.defaultSelected;
  return false;
}

/** Every element that names a file, with the attribute that does. */
function addresses(page) {
  const all = [["link[rel~=stylesheet]", "href"], ["link[rel~=icon]", "href"], ["img[src]", "src"], ["source[src]", "src"], ["video[poster]", "poster"]];
  return all.flatMap(([selector, attribute]) => [...page.querySelectorAll(selector)].map((element) => [element, attribute]));
}

function pathOf(href) {
  try {
    const url = new URL(href ?? "", location.href);
    return url.origin === location.origin ? url.pathname : "";
  } catch {
    return "";
  }
}

/** Files that are copied as they are have changed: styles and pictures are swapped; scripts and fonts are loaded with the page. */
function swapFiles(files) {
  if (files.some((file) => /\.(?:m?js|wasm|woff2?|ttf|otf)$/i.test(file))) {
    work = work.then(() => location.reload());
    return;
  }
  count += 1;
  for (const file of files) versions.set(file, count);
  const named = addresses(document);
  // A sheet may import the one that changed.
  const sheets = files.some((file) => file.endsWith(".css")) ? named.filter(([element]) => element.matches("link[rel~=stylesheet]")) : [];
  const hit = new Set([...named.filter(([element, attribute]) => versions.get(pathOf(element.getAttribute(attribute))) === count), ...sheets]);
  for (const [element, attribute] of hit) {
    const path = pathOf(element.getAttribute(attribute));
    if (path === "") continue;
    versions.set(path, count);
    const fresh = `${path}?v=${count}`;
    if (!element.matches("link[rel~=stylesheet]")) {
      element.setAttribute(attribute, fresh);
      continue;
    }
    // The old sheet stays until the new one is there: nothing flashes.
    const sheet = element.cloneNode();
    sheet.href = fresh;
    sheet.onload = sheet.onerror = () => element.remove();
    element.after(sheet);
  }
}

/** Says what is wrong, over the page; a badge for what can wait. */
class Overlay {
  host = document.createElement("handbill-dev");
  draft = false;
  /** What was closed by hand stays closed until it is something else. */
  closed = "";
  isOpen = false;

  constructor() {
    this.root = this.host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${OWN}overlay.css`;
    this.root.append(style, (this.body = document.createElement("div")));
    document.documentElement.append(this.host);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.close();
    });
  }

  show({ here, elsewhere }) {
    // A page that could be made is not covered: what is wrong with it waits in the badge.
    const errors = here.filter(({ blocking }) => blocking);
    this.list = { here, elsewhere };
    const key = JSON.stringify(errors);
    if (errors.length === 0) this.closed = "";
    this.blocking = key;
    this.isOpen = (errors.length > 0 && this.closed !== key) || (this.isOpen && here.length + elsewhere.length > 0);
    this.draw();
  }

  close() {
    this.closed = this.blocking;
    this.isOpen = false;
    this.draw();
  }

  draw() {
    const { here, elsewhere } = this.list;
    const parts = [];
    const amount = (list, level) => list.filter((one) => one.level === level).length;
    const words = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`]);
    const said = [...(this.draft ? ["Draft"] : []), ...words(amount(here, "error"), "error"), ...words(amount(here, "warning"), "warning"), ...words(elsewhere.length, "error").map((text) => `${text} elsewhere`)];
    if (this.isOpen) {
      const panel = make("section", { role: "dialog", "aria-label": "Problems of this page" });
      const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
      close.onclick = () => this.close();
      panel.append(close, make("h1", {}, here.length === 0 ? "Elsewhere in this site" : "Problems of this page"), ...here.map(problem));
      if (elsewhere.length > 0 && here.length > 0) panel.append(make("h1", {}, "Elsewhere in this site"));
      panel.append(...elsewhere.map(problem));
      parts.push(panel);
    } else if (said.length > 0) {
      const badge = make("button", { type: "button", class: amount(here, "error") > 0 ? "badge error" : "badge" }, said.join(" · "));
      badge.onclick = () => {
        if (here.length + elsewhere.length === 0) return;
        this.isOpen = true;
        this.draw();
      };
      parts.push(badge);
    }
    this.body.replaceChildren(...parts);
    for (const frame of this.body.querySelectorAll("pre")) frame.scrollLeft = (frame.textContent.split("\n")[1].indexOf("^") / frame.textContent.indexOf("\n")) * frame.scrollWidth - frame.clientWidth / 2;
  }
}

function make(name, attributes, text) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function problem({ code, level, message, hint, place, editor, frame }) {
  const article = make("article", { class: level });
  const head = make("p", { class: "head" });
  head.append(make("strong", {}, level), " ", make("code", {}, code));
  article.append(head, make("p", { class: "message" }, message));
  if (place !== undefined) {
    const line = make("p", { class: "place" });
    line.append(editor === undefined ? make("span", {}, place) : make("a", { href: editor }, place));
    article.append(line);
  }
  if (frame !== undefined) article.append(make("pre", { tabindex: "0" }, `${frame.number} │ ${frame.line}\n${" ".repeat(frame.number.length)} │ ${frame.before}${frame.carets}`));
  if (hint !== undefined) article.append(make("p", { class: "hint" }, hint));
  return article;
}

const overlay = new Overlay();

async function showProblems() {
  overlay.show(await (await fetch(address("problems"))).json());
}

/** A page that is not seen holds no connection: browsers open six to a server, and a reader may have more tabs. */
let events;
function connect() {
  if (document.hidden || events !== undefined) return;
  events = new EventSource(address("events", source === "" ? {} : { source }));
  events.onopen = look;
  events.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.source !== undefined) source = message.source;
    if (message.kind === "files") swapFiles(message.files);
    else look();
  };
}

function disconnect() {
  events?.close();
  events = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
connect();
