/**
 * Skips markdown-it rules that cannot match. markdown-it calls every rule at every block and inline mark, and
 * most reject the first character.
 */

import type MarkdownIt from "markdown-it";
import type { StateBlock, StateInline } from "markdown-it";

/** The first characters of each rule. A rule that is not listed is always called. */
const BLOCKS: Begins = {
  fence: "`~",
  alert: ">",
  blockquote: ">",
  hr: "*-_",
  list: "*+-0123456789",
  footnoteDef: "[",
  reference: "[",
  html_block: "<",
  heading: "#",
  container_handbill: ":",
  "foreign-admonition": "!?",
  "foreign-tabs": "=",
  "foreign-slashes": "/",
  "foreign-directive": "`~:",
};
const INLINES: Begins = {
  linkify: ":",
  newline: "\n",
  escape: "\\",
  backticks: "`",
  strikethrough: "~",
  emphasis: "*_",
  "handbill-marks": ":",
  "foreign-keys": "+",
  "foreign-mark": "=",
  link: "[",
  image: "!",
  footnoteInline: "^",
  footnote_ref: "[",
  autolink: "<",
  html_inline: "<",
  entity: "&",
};

type Begins = Readonly<Record<string, string>>;
type BlockRule = (state: StateBlock, line: number, end: number, silent: boolean) => boolean;
type InlineRule = (state: StateInline, silent: boolean) => boolean;

/**
 * Makes markdown-it call only the rules that can start with the current character. Add all rules before the
 * call.
 */
export function skipRulesByCharacter(md: MarkdownIt): void {
  replaceChains<BlockRule>(md.block.ruler, BLOCKS, (rulesFor) => (state, line, end, silent) => {
    for (const rule of rulesFor(state.src.charCodeAt((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0))))
      if (rule(state, line, end, silent)) return true;
    return false;
  });
  replaceChains<InlineRule>(md.inline.ruler, INLINES, (rulesFor) => (state, silent) => {
    for (const rule of rulesFor(state.src.charCodeAt(state.pos))) if (rule(state, silent)) return true;
    return false;
  });
}

interface Chains<Rule> {
  getRules(chain: string): Rule[];
}

function replaceChains<Rule>(
  ruler: Chains<Rule>,
  begins: Begins,
  join: (rulesFor: (code: number) => readonly Rule[]) => Rule,
): void {
  const { __rules__: named } = ruler as unknown as {
    readonly __rules__: readonly { readonly name: string; readonly fn: Rule }[];
  };
  const beginOf = new Map(named.map(({ name, fn }) => [fn, begins[name]]));
  const getRules = ruler.getRules.bind(ruler);
  const chains = new Map<string, Rule[]>();
  ruler.getRules = (chain) => {
    let joined = chains.get(chain);
    if (joined === undefined) {
      const rules = getRules(chain);
      const table = Array.from({ length: 128 }, (_, code) =>
        rules.filter((rule) => beginOf.get(rule)?.includes(String.fromCharCode(code)) ?? true),
      );
      const others = rules.filter((rule) => beginOf.get(rule) === undefined);
      joined = rules.length === 0 ? [] : [join((code) => table[code] ?? others)];
      chains.set(chain, joined);
    }
    return joined;
  };
}
