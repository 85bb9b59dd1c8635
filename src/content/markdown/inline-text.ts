/** Skips text up to the next character that a rule may start with. */

import type { StateInline } from "markdown-it";

/** The characters at which markdown-it runs its rules. Some only matter to plugins. */
const STOPS = "\n!#$%&*+-:<=>@[\\]^_`{}~";

/** The characters that start one of Handbill's rules, and the bracket that ends a link label. */
const OWN_STOPS = "\n!&*+:<=[\\]^_`~";

/** Replaces markdown-it's rule `text`. On sites without plugins it stops at fewer characters. */
export function textRule(hasPlugins: boolean): (state: StateInline, silent: boolean) => boolean {
  // An expression, because a loop over the characters is slow until V8 optimizes it, separately in each
  // thread.
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
