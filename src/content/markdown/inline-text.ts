/** The text between the characters that mean something to a rule. */

import type { StateInline } from "markdown-it";

/** Where markdown-it lets its rules look: what it has no rule for is there for plugins. */
const STOPS = "\n!#$%&*+-:<=>@[\\]^_`{}~";

/** Where one of Handbill's rules begins; labels of links end at a bracket. */
const OWN_STOPS = "\n!&*+:<=[\\]^_`~";

/** A rule that does what markdown-it's rule `text` does, up to one of fewer characters where a site has no plugins. */
export function textRule(hasPlugins: boolean): (state: StateInline, silent: boolean) => boolean {
  // An expression: a loop over the characters is slow until it is optimised, in each thread anew.
  const stop = new RegExp(`[${(hasPlugins ? STOPS : OWN_STOPS).replace(/[\]^\\-]/g, "\\$&")}]`, "g");
  return (state, silent) => {
    const { src, pos, posMax } = state;
    stop.lastIndex = pos;
    const end = stop.test(src) ? Math.min(stop.lastIndex - 1, posMax) : posMax;
    if (end === pos) return false;
    if (!silent) state.pending += src.slice(pos, end);
    state.pos = end;
    return true;
  };
}
