/** URLs of other sites that no browser can open. */

import { isExternal } from "../../content/html/urls.js";
import { nearest } from "../../utils/nearest.js";

/** Matches most URLs, so that few need to be parsed. */
const ORDINARY = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?:[/?#]|$)/i;

/** The problem of a URL with a scheme or a leading `//`; undefined if browsers can open it. */
export function problemOfUrl(href: string): { readonly why: string; readonly hint: string } | undefined {
  if (ORDINARY.test(href) || !isExternal(href)) return undefined;
  const [, scheme = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/is.exec(href) ?? [];
  const name = scheme.toLowerCase();
  if (name.length === 1)
    return {
      why: "a path on your computer, which visitors cannot open",
      hint: "Put the file into the site, and link to it by its path there.",
    };
  if (name === "mailto" || name === "tel" || name === "sms")
    return rest.trim() === ""
      ? {
          why: `which has no ${name === "mailto" ? "email address" : "number"}`,
          hint: `Write it after \`${scheme}:\`.`,
        }
      : undefined;
  if (name === "http" || name === "https" || name === "") return problemOfHost(scheme, rest);
  const meant = rest.startsWith("//") ? nearest(name, ["http", "https"]) : undefined;
  return meant === undefined || KNOWN.has(name)
    ? undefined
    : { why: `which starts with the unknown scheme \`${scheme}\``, hint: `Write \`${meant}:${rest}\`.` };
}

/** Schemes close to http and https that exist. */
const KNOWN: ReadonlySet<string> = new Set(["ftp", "sftp", "shttp"]);

function problemOfHost(scheme: string, rest: string): ReturnType<typeof problemOfUrl> {
  const [, slashes = "", host = ""] = /^(\/*)([^/?#]*)/.exec(rest) ?? [];
  if (host === "")
    return { why: "which names no site", hint: "Write the domain, such as https://example.com/." };
  const start = scheme === "" ? "https:" : `${scheme}:`;
  if (slashes !== "//")
    return {
      why: `which does not have exactly two slashes after \`${start}\``,
      hint: `Write \`${start}//${rest.slice(slashes.length)}\`.`,
    };
  if (URL.canParse(`${start}//${host}`)) return undefined;
  return { why: "which is not a valid URL", hint: "Check its domain and its port." };
}

/** The probable URL of another site for a path that does not exist: `www.example.com`, `me@example.com`. */
export function meantElsewhere(href: string): string | undefined {
  if (/^[^@\s/?#]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9}$/i.test(href)) return `mailto:${href}`;
  const [, host] =
    /^(?:https?\/\/)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9})(?:[/?#:]|$)/i.exec(href) ?? [];
  const isDomain =
    /^https?\/\//i.test(href) ||
    (host !== undefined && /^www\.|\.(?:com|org|net|io|dev|app|edu|gov|info)$/i.test(host));
  return host !== undefined && isDomain ? `https://${href.replace(/^https?\/\//i, "")}` : undefined;
}
