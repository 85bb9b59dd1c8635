/** What a host is told of a file, and when it is uploaded. */

/** `app.3f9c01ab.css`, `app-3f9c01ab.js`: eight or more hexadecimal digits, letters and digits both, before the ending. Pages never count. */
const HASHED = /[.-](?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{8,}(?:\.[a-z0-9]+)+$/;

export type FileKind = "hashed" | "other" | "page";

export function kindOf(path: string): FileKind {
  if (path.endsWith(".html")) return "page";
  return HASHED.test(path) ? "hashed" : "other";
}

/** The name of a hashed file changes with its bytes, so a year is safe (RFC 8246); browsers ask for everything else each time, and get 304 (RFC 9111, 5.2.2). */
export function cacheControlOf(path: string): string {
  return kindOf(path) === "hashed" ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
}

/** Media types by extension (IANA); text is UTF-8. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", mjs: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8", map: "application/json; charset=utf-8", webmanifest: "application/manifest+json; charset=utf-8",
  xml: "application/xml; charset=utf-8", txt: "text/plain; charset=utf-8", md: "text/markdown; charset=utf-8", csv: "text/csv; charset=utf-8",
  svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", avif: "image/avif", ico: "image/x-icon",
  woff: "font/woff", woff2: "font/woff2", ttf: "font/ttf", otf: "font/otf", pdf: "application/pdf", wasm: "application/wasm",
  mp3: "audio/mpeg", mp4: "video/mp4", webm: "video/webm", zip: "application/zip",
};

export function contentTypeOf(path: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return (Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined) ?? "application/octet-stream";
}
