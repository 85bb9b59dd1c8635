/** Reports calls and exports of a configuration that have no effect, at their lines. */

import { configTextOf, placeOfKey } from "../config/positions.js";
import type { SiteConfig } from "../config/options.js";
import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import { REFUSED_KEYS, UNKNOWN_KEY, type RefusedCall } from "../eleventy/user-config.js";
import { placeInStack } from "../eleventy/failure.js";
import type { Setup } from "../eleventy/setup.js";
import type { Diagnostic } from "../model/model.js";
import { isRecord } from "../utils/is-record.js";

/** `exported`: the configuration's export named `config`. */
export function refusedCalls(
  { root, file }: Pick<SiteConfig, "root" | "file">,
  { refused, returned }: Pick<Setup, "refused" | "returned">,
  exported: unknown,
): readonly Diagnostic[] {
  const text = configTextOf(root, file);
  const about = refused.map((call) => ofCall(call, root, file));
  const keys = { ...returned, ...(isRecord(exported) && exported) };
  for (const [key, value] of Object.entries(keys)) {
    const isKnown = Object.hasOwn(REFUSED_KEYS, key);
    const refusal = isKnown ? REFUSED_KEYS[key]?.(value) : UNKNOWN_KEY;
    if (refusal === undefined) continue;
    const place = { ...(file !== undefined && { file }), ...placeOfKey(text, key) };
    about.push(
      diagnostic("eleventy-unused", place, `\`${key}\` has no effect here. ${refusal[0]}`, refusal[1]),
    );
  }
  const seen = new Set<string>();
  return about.filter((found) => {
    const key = JSON.stringify(found);
    return !seen.has(key) && seen.add(key);
  });
}

function ofCall(
  { name, refusal: [why, instead], stack, pluginStack }: RefusedCall,
  root: string,
  file: string | undefined,
): Diagnostic {
  const direct = namedAt(placeInStack(stack, root), name, root);
  const place: Place =
    direct ??
    namedAt(placeInStack(pluginStack ?? "", root), "addPlugin", root) ??
    (file === undefined ? {} : { file, line: 1, column: 1 });
  const who = direct === undefined ? "A plugin calls it. " : "";
  return diagnostic("eleventy-unused", place, `\`${name}\` has no effect here. ${who}${why}`, instead);
}

/** The place of a method's name on its line: the TypeScript loader keeps lines, but not columns. */
function namedAt(place: Place | undefined, name: string, root: string): Place | undefined {
  if (place?.file === undefined || place.line === undefined) return place;
  const at = (configTextOf(root, place.file).split("\n")[place.line - 1] ?? "").indexOf(name);
  return at === -1 ? place : { ...place, column: at + 1, length: name.length };
}
