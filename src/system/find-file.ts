/** Finds the file of a site that answers at a URL. */

/** The answer at a path below the base: a file, or the path of a redirect. */
export type Found = { readonly file: string } | { readonly redirect: string };

/**
 * Finds the file for a decoded path without its first slash (`docs/start/`, `docs/start`, `docs/start.html`).
 * `has` tells which files exist. A folder's page answers only at the folder's URL, so that relative links in
 * it work.
 */
export function findFile(name: string, has: (file: string) => boolean): Found | undefined {
  const exact = name === "" || name.endsWith("/") ? `${name}index.html` : name;
  if (has(exact)) return { file: exact };
  if (name.endsWith("/")) return undefined;
  if (has(`${name}/index.html`)) return { redirect: `${name}/` };
  return has(`${name}.html`) ? { file: `${name}.html` } : undefined;
}
