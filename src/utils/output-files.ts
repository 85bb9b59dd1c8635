/**
 * The files of an output folder and the URLs that mean them. URLs here have neither base nor first slash, and
 * no percent-encoding.
 */

/** How a URL means a file. */
export type Notation =
  /** `a/` for `a/index.html`; `a.pdf`, `a.html` and `a/index.html` for themselves. */
  | "exact"
  /** `a` for `a/index.html`. */
  | "folder without slash"
  /** `a` for `a.html`. */
  | "page without ending"
  /** `a/` for `a.html`. */
  | "page with slash";

/** A file of an output folder, found by its URL. */
export interface FileOfUrl {
  readonly file: string;
  readonly notation: Notation;
}

/**
 * Finds the file that a URL means. `has` tells which files exist. Hosts differ in the notations that they
 * serve, redirect or refuse, so the caller decides about the notation.
 */
export function fileOfUrl(url: string, has: (file: string) => boolean): FileOfUrl | undefined {
  const found = (file: string, notation: Notation) => (has(file) ? { file, notation } : undefined);
  if (url === "" || url.endsWith("/"))
    return found(`${url}index.html`, "exact") ?? found(`${url.replace(/\/$/, "")}.html`, "page with slash");
  return (
    found(url, "exact") ??
    found(`${url}/index.html`, "folder without slash") ??
    found(`${url}.html`, "page without ending")
  );
}

/** The same without a page for a URL with a slash, which most hosts answer with 404. */
export function servedFile(url: string, has: (file: string) => boolean): string | undefined {
  const found = fileOfUrl(url, has);
  return found?.notation === "page with slash" ? undefined : found?.file;
}

/** The URL of a file: that of the folder for an index file. */
export function urlOfFile(file: string): string {
  return file.endsWith("index.html") ? file.replace(/(^|\/)index\.html$/, "$1") : file;
}

/** The file of a page whose URL has neither slash nor extension, in each URL style. */
export const PAGE_FILES: Readonly<Record<"directory" | "file", (url: string) => string>> = {
  directory: (url) => `${url}/index.html`,
  file: (url) => `${url}.html`,
};

/** Whether a file of the output folder is a page: `.html`, or `.htm` as other programs write it. */
export function isPageFile(file: string): boolean {
  return /\.html?$/.test(file);
}
