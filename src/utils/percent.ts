/** Percent escapes of URLs (RFC 3986, 2.1). */

/** The text without percent-encoding; undefined if an escape is malformed. */
export function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The text without percent-encoding; unchanged if an escape is malformed. */
export function decode(path: string): string {
  return decodePath(path) ?? path;
}

/** A readable URL. Escapes of reserved characters stay. Unchanged if an escape is malformed. */
export function decodeUrl(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
