/** Parses and checks a redirect as written. */

import { decode } from "../../utils/percent.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import type { FolderRedirect, Redirect, RedirectStatus } from "../../model/redirect.js";
import { encodePath } from "../permalinks.js";

const REDIRECT_STATUSES: readonly RedirectStatus[] = [301, 302, 307, 308];

/** The rest of the path after the folder, with the name that Netlify, GitLab and Cloudflare use. */
const SPLAT = ":splat";

/** Reads a redirect. It is one of a folder if its `from` ends with an asterisk. */
export function readRedirect(written: Redirect): Redirect | FolderRedirect | Diagnostic {
  const problem = problemOf(written);
  if (problem !== undefined) return problem;
  const { from, to, ...place } = written;
  if (!from.endsWith("/*")) return { ...place, from: encodePath(decode(from)), to: plain(to) };
  const keepsRest = to.endsWith(`/${SPLAT}`);
  return {
    ...place,
    folder: encodePath(decode(from.slice(0, -1))),
    to: plain(keepsRest ? to.slice(0, -SPLAT.length) : to),
    keepsRest,
  };
}

function problemOf(redirect: Redirect): Diagnostic | undefined {
  const { from, to, status } = redirect;
  const invalid = (message: string, hint: string) =>
    diagnostic("redirect-invalid", placeOf(redirect), message, hint);
  if (
    !/^\/(?!\/)[^?#\\\s]*$/.test(from) ||
    /[\u0000-\u001f\u007f]/.test(decode(from)) ||
    decode(from)
      .split("/")
      .some((part) => part === "." || part === "..")
  )
    return invalid(
      `\`${from}\` is not a URL of the site, so it cannot be redirected.`,
      "Write its path without the base path, such as /old/.",
    );
  if (from.includes("*") && !/^\/[^*]*[^*/]\/\*$/.test(from))
    return invalid(
      `\`${from}\` contains a * that is not at the end of a folder.`,
      "Write one redirect for each URL, or one for a whole folder: /old/*.",
    );
  if (!/^(?:\/(?!\/)|https?:\/\/[^/\s])[^\\\s]*$/.test(to))
    return invalid(
      `${from} redirects to \`${to}\`, which is not a URL.`,
      "Redirect to a path such as /new/, or to a full https URL.",
    );
  if (
    to.includes(`/${SPLAT}`) &&
    !(from.endsWith("/*") && to.indexOf(`/${SPLAT}`) === to.length - SPLAT.length - 1)
  )
    return invalid(
      `${from} redirects to \`${to}\`, where ${SPLAT} has no value.`,
      `Use ${SPLAT} only at the end of a folder redirect: "/old/*": "/new/${SPLAT}".`,
    );
  if (!REDIRECT_STATUSES.includes(status))
    return invalid(
      `${from} redirects with the unknown status ${String(status)}.`,
      `Use one of ${REDIRECT_STATUSES.join(", ")}.`,
    );
  return undefined;
}

/** A URL with the characters encoded that URLs may contain but hosts interpret. */
function plain(address: string): string {
  return address.replace(/["$<>`{|}^]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function placeOf({ file, line, column, length }: Omit<Redirect, "from">) {
  return { file, line, column, length };
}
