/** Which file of a site answers at an address. */

/** What stands at a path below the base: a file, or another path that has one. */
export type Found = { readonly file: string } | { readonly redirect: string };

/**
 * Finds the file for a decoded path without its first slash (`docs/start/`, `docs/start`, `docs/start.html`); `has` says
 * which files there are. A folder's page answers at the folder's address alone, so that relative links in it hold.
 */
export function findFile(name: string, has: (file: string) => boolean): Found | undefined {
  const exact = name === "" || name.endsWith("/") ? `${name}index.html` : name;
  if (has(exact)) return { file: exact };
  if (name.endsWith("/")) return undefined;
  if (has(`${name}/index.html`)) return { redirect: `${name}/` };
  return has(`${name}.html`) ? { file: `${name}.html` } : undefined;
}
