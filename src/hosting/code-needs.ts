/** Finds the other origins that style sheets and scripts load from, as far as their text shows it. */

/** A source that a directive of the policy must allow. */
export interface Need {
  readonly directive: string;
  /** `https://cdn.example`, `'sha256-…'`; empty for a source that no policy should allow. */
  readonly source: string;
  /** The first line of the code that needs the source, as written; absent if it only loads from an origin. */
  readonly text?: string;
}

export type AddNeed = (need: Need) => void;

/** Origins of style sheets that load files from another origin. */
const FONTS_OF: ReadonlyMap<string, string> = new Map([
  // https://developers.google.com/fonts/docs/technical_considerations
  ["https://fonts.googleapis.com", "https://fonts.gstatic.com"],
  ["https://use.typekit.net", "https://p.typekit.net"],
]);

/** Comments, font blocks, imports, and URLs. */
const IN_STYLE =
  /\/\*[^]*?(?:\*\/|$)|@font-face\s*\{([^}]*)\}?|@import\s+(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s;]+))|url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)/gi;
const URL_IN_STYLE = /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)/gi;

/** The needs of a style sheet or a `style` attribute. */
export function needsOfStyle(css: string, add: AddNeed): void {
  if (!/url\(|@import/i.test(css)) return;
  for (const [, font, ...groups] of css.matchAll(IN_STYLE)) {
    const [imported, image] = [groups[0] ?? groups[1] ?? groups[2], groups[3] ?? groups[4] ?? groups[5]];
    if (font !== undefined) {
      for (const [, double, single, bare] of font.matchAll(URL_IN_STYLE))
        addSource("font-src", double ?? single ?? bare ?? "", add);
    } else if (imported !== undefined) {
      addSource("style-src", imported, add);
      const fonts = FONTS_OF.get(originOf(imported) ?? "");
      if (fonts !== undefined) {
        add({ directive: "font-src", source: originOf(imported) ?? fonts });
        add({ directive: "font-src", source: fonts });
        if (fonts.startsWith("https://p.")) add({ directive: "style-src", source: fonts });
      }
    } else if (image !== undefined) addSource("img-src", image, add);
  }
}

/** A quoted URL of another origin. */
const LITERAL = /["'`]((?:https?:|wss?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?=[/?#"'`$:]))/gi;
const ADDRESS = "[\"'`]((?:https?:|wss?:)?\\/\\/[^\"'`\\s]+)";

/** Calls of a script that use a URL, by directive. */
const IN_SCRIPT: readonly (readonly [directive: string, call: RegExp])[] = [
  [
    "connect-src",
    new RegExp(`\\b(?:fetch|sendBeacon|EventSource|WebSocket|Request)\\s*\\(\\s*${ADDRESS}`, "g"),
  ],
  ["connect-src", new RegExp(`\\.open\\s*\\(\\s*["'\`][A-Z]+["'\`]\\s*,\\s*${ADDRESS}`, "g")],
  ["script-src", new RegExp(`\\bimport\\s*(?:\\(\\s*)?${ADDRESS}`, "g")],
  ["script-src", new RegExp(`\\bfrom\\s*${ADDRESS}`, "g")],
  ["script-src", new RegExp(`\\bimportScripts\\s*\\(\\s*${ADDRESS}`, "g")],
];

/** The needs of a script or an `on…` attribute. */
export function needsOfScript(code: string, add: AddNeed): void {
  if (/\bnew\s+(?:Shared)?Worker\s*\(/.test(code) && /createObjectURL|["'`]blob:/.test(code))
    add({ directive: "worker-src", source: "blob:" });
  if (!code.includes("//")) return;
  for (const [directive, call] of IN_SCRIPT)
    for (const [, address = ""] of code.matchAll(call)) addSource(directive, address, add);
  // A script that inserts another script, as analytics and chats do, loads it from the origins that it names,
  // and needs more sources from there.
  const inserts = /createElement\s*\(\s*["'`]script["'`]/.test(code) || /["'`]script["'`]/.test(code);
  const shows = /new\s+Image\b|createElement\s*\(\s*["'`]img["'`]|\.src\s*=/.test(code);
  if (!inserts && !shows) return;
  for (const [, address = ""] of code.matchAll(LITERAL))
    for (const directive of inserts ? ["script-src", "connect-src", "img-src"] : ["img-src"])
      addSource(directive, address, add);
}

/** Adds the origin of a URL of another site, or its scheme if it has no host. */
export function addSource(directive: string, address: string, add: AddNeed): void {
  const [, scheme] = /^\s*(data|blob|mailto):/i.exec(address) ?? [];
  const source = scheme === undefined ? originOf(address) : `${scheme.toLowerCase()}:`;
  if (source !== undefined) add({ directive, source });
}

/**
 * Valid host names and IPv6 hosts. A URL can contain other characters, such as `;` and `,`, which end a
 * directive or a policy (CSP Level 3, 2.2), and `*`.
 */
const ORIGIN = /^(?:https?|wss?):\/\/[a-z0-9._\-[\]:]+$/;

/** Undefined if it is not a URL of another site, or a policy cannot name its origin. */
function originOf(address: string): string | undefined {
  const written = address.trim();
  if (!/^(?:(?:https?|wss?):)?\/\//i.test(written)) return undefined;
  try {
    const { protocol, host } = new URL(written.startsWith("//") ? `https:${written}` : written);
    const origin = `${protocol}//${host}`;
    return ORIGIN.test(origin) ? origin : undefined;
  } catch {
    return undefined;
  }
}
