/**
 * The dev server's script in a page: it swaps in changes and shows problems. Only `handbill dev` serves it.
 * Texts of problems are inserted as text, never as HTML.
 */

import { Idiomorph } from "/@handbill/idiomorph.js";

const OWN = "/@handbill/";

/** The tag of the page that is shown. The server sends it with the document. */
let tag =
  performance.getEntriesByType("navigation")[0]?.serverTiming?.find(({ name }) => name === "handbill")
    ?.description ?? "";
let source = "";
/**
 * The Content-Security-Policy of the page. A loaded page keeps the policy of its headers until it is
 * reloaded.
 */
let policy;
/** Whether a page is shown, and not a message of the server. */
let isPage = !document.body.classList.contains("handbill-dev");
/** The page as the server last sent it. Differences from it were made by scripts. */
let served;
/** Paths of swapped files, with the number of the swap. */
const versions = new Map();
let count = 0;

/** @param {string} name @param {Record<string, string>} [more] */
const address = (name, more = {}) =>
  `${OWN}${name}?${new URLSearchParams({ path: location.pathname, ...more })}`;

/** Runs work in sequence. Requests that arrive while one waits are merged. */
let work = Promise.resolve();
let waiting = false;
function look() {
  if (waiting) return;
  waiting = true;
  work = work
    .then(async () => {
      waiting = false;
      await refresh();
      await showProblems();
    })
    .catch(() => undefined);
}

async function refresh() {
  const answer = await (
    await fetch(address("page", { tag: served === undefined ? "" : tag, source }))
  ).json();
  if (answer.moved !== undefined) {
    history.replaceState(history.state, "", answer.moved + location.search + location.hash);
    disconnect();
    connect();
    return refresh();
  }
  if (answer.source !== undefined) source = answer.source;
  overlay.draft = answer.isDraft === true;
  if (answer.kind !== "page") {
    if (!isPage || answer.kind === "failed") return;
    // Some editors delete a file before they write it.
    if (answer.kind === "none" && !isMissed) {
      isMissed = true;
      setTimeout(look, GRACE);
    } else location.reload();
    return;
  }
  isMissed = false;
  policy ??= answer.policy ?? "";
  if (policy !== (answer.policy ?? "")) return location.reload();
  // Browsers hide the tag over plain HTTP from another machine. The first response then counts as the page
  // that is shown.
  if (tag === "") tag = answer.tag;
  if (answer.html === undefined || answer.tag === tag) {
    if (!isPage) location.reload();
  } else if (!isPage || !swap(answer.html)) return location.reload();
  tag = answer.tag;
  served = answer.html ?? served;
}

/** How long a page may be missing, in milliseconds. */
const GRACE = 200;
let isMissed = false;

const parse = (html) => new DOMParser().parseFromString(html, "text/html");
/** Scripts that run, without data such as JSON-LD. */
const programs = (page) =>
  [...page.querySelectorAll("script")]
    .filter(({ type }) => /^(?:|module|importmap|(?:text|application)\/(?:java|ecma)script)$/i.test(type))
    .map((script) => script.outerHTML)
    .join("\n");

/**
 * Swaps in another version of the page. False if its scripts differ, because they only run when a page loads.
 */
function swap(html) {
  const next = parse(html);
  const before = served === undefined ? document : parse(served);
  if (programs(next) !== programs(before)) return false;
  for (const [element, attribute] of addresses(next))
    element.setAttribute(attribute, fresh(element, attribute));
  dispatchEvent(new CustomEvent("handbill:before-swap", { detail: { document: next } }));
  for (const name of ["documentElement", "body"]) keepAttributes(document[name], before[name], next[name]);
  const [x, y] = [scrollX, scrollY];
  const named = nameTouched(next);
  const old = new Set(document.querySelectorAll("link[rel~=stylesheet]"));
  Idiomorph.morph(document.documentElement, next.documentElement, {
    morphStyle: "outerHTML",
    restoreFocus: true,
    callbacks: {
      // A style sheet with a new name stays until the new one has loaded.
      beforeNodeRemoved: (node) => node !== overlay.host && !old.has(node) && !isMade(node, before),
      // Equal elements keep their state, such as open folds.
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

/** Keeps attributes that scripts set on the whole page, such as the selected colour scheme. */
function keepAttributes(shown, before, next) {
  for (const { name, value } of shown.attributes) {
    if (before.getAttribute(name) !== value && before.getAttribute(name) === next.getAttribute(name))
      next.setAttribute(name, value);
  }
}

/** Whether a script added an element to the head or body, such as a dialog: the server sent none like it. */
function isMade(node, before) {
  if (node.nodeType !== Node.ELEMENT_NODE || served === undefined) return false;
  const parent =
    node.parentNode === document.body
      ? before.body
      : node.parentNode === document.head
        ? before.head
        : undefined;
  return (
    parent !== undefined &&
    ![...parent.children].some(
      ({ tagName, id, className }) =>
        tagName === node.tagName && id === node.id && className === node.className,
    )
  );
}

const STATEFUL = "details, dialog, input, textarea, select, video, audio, iframe";

/**
 * Gives elements that a reader may have changed the same id in both versions, so that each finds its
 * counterpart. Returns the elements that had none.
 */
function nameTouched(next) {
  const keyed = (page) => {
    const elements = new Map();
    for (const element of page.querySelectorAll(STATEFUL)) {
      if (element.id !== "") continue;
      const text =
        element.querySelector("summary")?.textContent ??
        element.getAttribute("name") ??
        element.getAttribute("src") ??
        "";
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

/** Removes the style sheets that the new version does not use, after the new ones have loaded. */
function dropSheets(next, old) {
  const wanted = new Set(
    [...next.querySelectorAll("link[rel~=stylesheet]")].map((sheet) => pathOf(sheet.getAttribute("href"))),
  );
  const gone = [...old].filter(
    (sheet) => sheet.isConnected && !wanted.has(pathOf(sheet.getAttribute("href"))),
  );
  const drop = () => gone.forEach((sheet) => sheet.remove());
  const fresh = [...document.querySelectorAll("link[rel~=stylesheet]")].filter(
    (sheet) => !old.has(sheet) && sheet.sheet === null,
  );
  if (fresh.length === 0) return drop();
  for (const sheet of fresh) sheet.addEventListener("load", drop, { once: true });
}

/** Whether an attribute is the reader's state: opened folds and filled-in forms. */
function isReaders(name, node, type) {
  if (name === "open") return type === "remove" && node.matches("details, dialog");
  if (name === "value") return "defaultValue" in node && node.value !== node.defaultValue;
  if (name === "checked") return node.checked !== node.defaultChecked;
  if (name === "selected") return node.selected !== node.defaultSelected;
  return false;
}

/** All elements that load a file, with the attribute that names it. */
function addresses(page) {
  const all = [
    ["link[rel~=stylesheet][href]", "href"],
    ["link[rel~=icon][href]", "href"],
    ["img[src]", "src"],
    ["img[srcset], source[srcset]", "srcset"],
    ["source[src]", "src"],
    ["video[poster]", "poster"],
  ];
  return all.flatMap(([selector, attribute]) =>
    [...page.querySelectorAll(selector)].map((element) => [element, attribute]),
  );
}

/** The paths in the value of such an attribute. */
function pathsIn(element, attribute) {
  const value = element.getAttribute(attribute) ?? "";
  return attribute === "srcset"
    ? [...value.matchAll(CANDIDATE)].map(([, , url]) => pathOf(url))
    : [pathOf(value)];
}

/** A URL in a `srcset` (HTML Living Standard, 4.8.4.2.1). */
const CANDIDATE = /(^\s*|,\s+)([^\s,]+)/g;

/** The value of such an attribute with the swap number of each file. */
function fresh(element, attribute) {
  const numbered = (url) =>
    versions.has(pathOf(url)) ? `${pathOf(url)}?v=${versions.get(pathOf(url))}` : url;
  const value = element.getAttribute(attribute) ?? "";
  return attribute === "srcset"
    ? value.replace(CANDIDATE, (_, space, url) => space + numbered(url))
    : numbered(value);
}

function pathOf(href) {
  try {
    const url = new URL(href ?? "", location.href);
    return url.origin === location.origin ? url.pathname : "";
  } catch {
    return "";
  }
}

const isSheet = (element) => element.matches("link[rel~=stylesheet]");
/** Whether the page has loaded a file that no element names, such as an image of a style sheet. */
const isLoaded = (file) => performance.getEntriesByType("resource").some(({ name }) => pathOf(name) === file);

/**
 * Handles changes of static files. Style sheets and images are swapped. Changed scripts, fonts and images of
 * style sheets reload the page.
 */
function swapFiles(files) {
  const named = addresses(document).map(([element, attribute]) => ({
    element,
    attribute,
    paths: pathsIn(element, attribute),
  }));
  const changed = files === "all" ? named.flatMap(({ paths }) => paths).filter((path) => path !== "") : files;
  const isNamed = (file) => named.some(({ paths }) => paths.includes(file));
  if (
    changed.some(
      (file) =>
        /\.(?:m?js|wasm|woff2?|ttf|otf)$/i.test(file) ||
        (!file.endsWith(".css") && !isNamed(file) && isLoaded(file)),
    )
  ) {
    work = work.then(() => location.reload());
    return;
  }
  count += 1;
  for (const file of changed) versions.set(file, count);
  // A style sheet may import the changed one.
  if (changed.some((file) => file.endsWith(".css")))
    for (const { element, paths } of named)
      if (isSheet(element) && paths[0] !== "") versions.set(paths[0], count);
  for (const { element, attribute, paths } of named) {
    if (!paths.some((path) => versions.get(path) === count)) continue;
    const value = fresh(element, attribute);
    if (!isSheet(element)) {
      element.setAttribute(attribute, value);
      continue;
    }
    // The old style sheet stays until the new one has loaded, so that nothing flashes.
    const sheet = element.cloneNode();
    sheet.href = value;
    sheet.onload = sheet.onerror = () => element.remove();
    element.after(sheet);
  }
}

/** Shows errors over the page, and a badge for warnings. */
class Overlay {
  host = document.createElement("handbill-dev");
  draft = false;
  /** A list of errors that the reader closed stays closed until it changes. */
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
    // A page that could be made is not covered: its problems are in the badge.
    const errors = here.filter(({ blocking }) => blocking);
    this.list = { here, elsewhere };
    const key = JSON.stringify(errors);
    if (errors.length === 0) this.closed = "";
    this.blocking = key;
    this.isOpen =
      (errors.length > 0 && this.closed !== key) || (this.isOpen && here.length + elsewhere.length > 0);
    this.draw();
  }

  close() {
    this.closed = this.blocking;
    this.isOpen = false;
    this.draw();
  }

  draw() {
    const { here, elsewhere } = this.list;
    const state = JSON.stringify([this.list, this.isOpen, this.draft]);
    if (state === this.drawn) return;
    this.drawn = state;
    const hadFocus = this.root.activeElement !== null;
    const parts = [];
    const amount = (list, level) => list.filter((one) => one.level === level).length;
    const words = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`]);
    const said = [
      ...(this.draft ? ["Draft"] : []),
      ...words(amount(here, "error"), "error"),
      ...words(amount(here, "warning"), "warning"),
      ...words(elsewhere.length, "error").map((text) => `${text} on other pages`),
    ];
    if (this.isOpen) {
      const panel = make("section", { role: "dialog", "aria-label": "Problems of this page" });
      const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
      close.onclick = () => this.close();
      panel.append(
        close,
        make("h1", {}, here.length === 0 ? "Errors on other pages" : "Problems of this page"),
        ...here.map(problem),
      );
      if (elsewhere.length > 0 && here.length > 0) panel.append(make("h1", {}, "Errors on other pages"));
      panel.append(...elsewhere.map(problem));
      parts.push(panel);
    } else if (said.length > 0) {
      const badge = make(
        "button",
        { type: "button", class: amount(here, "error") > 0 ? "badge error" : "badge" },
        said.join(" · "),
      );
      badge.onclick = () => {
        if (here.length + elsewhere.length === 0) return;
        this.isOpen = true;
        this.draw();
      };
      parts.push(badge);
    }
    this.body.replaceChildren(...parts);
    if (hadFocus) this.body.querySelector("button")?.focus();
    for (const frame of this.body.querySelectorAll("pre"))
      frame.scrollLeft =
        (frame.textContent.split("\n")[1].indexOf("^") / frame.textContent.indexOf("\n")) *
          frame.scrollWidth -
        frame.clientWidth / 2;
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
  if (frame !== undefined)
    article.append(
      make(
        "pre",
        { tabindex: "0" },
        `${frame.number} │ ${frame.line}\n${" ".repeat(frame.number.length)} │ ${frame.before}${frame.carets}`,
      ),
    );
  if (hint !== undefined) article.append(make("p", { class: "hint" }, hint));
  return article;
}

const overlay = new Overlay();

async function showProblems() {
  overlay.show(await (await fetch(address("problems"))).json());
}

/**
 * Browsers open at most six connections to a server, and a reader may have more pages open. A hidden page
 * closes its connection, and a page in a frame uses that of the page around it.
 */
let events;
/** The number of the last event. A page that reconnects receives the events that it missed. */
let seen;
const channel = new BroadcastChannel(`${OWN}events`);
const isFramed = isInFrame();

function isInFrame() {
  try {
    return (
      parent !== window &&
      parent.location.origin === location.origin &&
      parent.document.querySelector(`script[src="${OWN}dev.js"]`) !== null
    );
  } catch {
    return false;
  }
}

function connect() {
  if (document.hidden || events !== undefined || isFramed) return;
  events = new EventSource(
    address("events", { ...(source !== "" && { source }), ...(seen !== undefined && { seen }) }),
  );
  events.onopen = look;
  events.onmessage = ({ data, lastEventId }) => {
    seen = lastEventId;
    const message = JSON.parse(data);
    if (message.source !== undefined) source = message.source;
    if (message.kind === "hello") return;
    channel.postMessage(message.kind === "files" ? message : { kind: "page" });
    hear(message);
  };
}

function hear(message) {
  if (message.kind === "files") swapFiles(message.files);
  else look();
}
if (isFramed) {
  channel.onmessage = ({ data }) => hear(data);
  look();
}
// Browsers restore a page from their cache when a reader goes back, so its files may be outdated.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") swapFiles("all");

function disconnect() {
  events?.close();
  events = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
connect();
