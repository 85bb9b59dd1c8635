/** Percent escapes of URLs (RFC 3986, 2.1). */

/** A text with its percent escapes resolved; undefined when one is malformed. */
export function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The same; as it is, when an escape is malformed. */
export function decode(path: string): string {
  return decodePath(path) ?? path;
}

/** A URL as people read it: escapes of what has a meaning in URLs stay. As it is, when an escape is malformed. */
export function decodeUrl(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
