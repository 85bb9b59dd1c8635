/**
 * A faster engine for grammars. A grammar has a scanner for each of its rules, and compiles the expressions
 * that rules have in common again for each. That takes most of the time of a small site's code. This engine
 * compiles each expression once, and gives every scanner its own only if it is used a lot.
 */

import type { PatternScanner, RegexEngine, RegexEngineString } from "shiki";

type Match = NonNullable<ReturnType<PatternScanner["findNextMatchSync"]>>;
type FindOptions = Parameters<PatternScanner["findNextMatchSync"]>[2];

/** Searches after which a scanner is compiled as a whole. It is then about three times as fast. */
const MANY_SEARCHES = 200;

/** One expression, with its last search: the next one of the same line often has the same result. */
interface Expression {
  readonly source: string;
  /** Whether a result depends on where the search starts. */
  readonly isAnchored: boolean;
  scanner?: PatternScanner;
  text?: string | RegexEngineString;
  options?: FindOptions;
  from: number;
  match: Match | null;
}

/** The same matches as those of `engine`. */
export function shareExpressions(engine: RegexEngine): RegexEngine {
  const expressions = new Map<string, Expression>();
  const expressionOf = (source: string): Expression => {
    const known = expressions.get(source);
    if (known !== undefined) return known;
    const made = { source, isAnchored: source.includes("\\G"), from: 0, match: null };
    expressions.set(source, made);
    return made;
  };
  const find = (
    expression: Expression,
    text: string | RegexEngineString,
    from: number,
    options: FindOptions,
  ): Match | null => {
    const { isAnchored, match } = expression;
    const isSameSearch = expression.text === text && expression.options === options && !isAnchored;
    if (isSameSearch && from >= expression.from && (match === null || startOf(match) >= from)) return match;
    expression.scanner ??= engine.createScanner([expression.source]);
    expression.match = expression.scanner.findNextMatchSync(text, from, options);
    expression.text = text;
    expression.options = options;
    expression.from = from;
    return expression.match;
  };
  return {
    createString: (text) => engine.createString(text),
    createScanner(patterns) {
      const sources = patterns.map((pattern) => (typeof pattern === "string" ? pattern : pattern.source));
      // A match of such an expression starts elsewhere than its search ended.
      if (sources.some((source) => source.includes("\\K"))) return engine.createScanner(patterns);
      const own = sources.map(expressionOf);
      let searches = 0;
      let whole: PatternScanner | undefined;
      return {
        findNextMatchSync(text, from, options) {
          searches += 1;
          if (searches > MANY_SEARCHES) whole ??= engine.createScanner(patterns);
          if (whole !== undefined) return whole.findNextMatchSync(text, from, options);
          let first: Match | null = null;
          for (const [index, expression] of own.entries()) {
            const match = find(expression, text, from, options);
            if (match === null || (first !== null && startOf(match) >= startOf(first))) continue;
            first = { index, captureIndices: match.captureIndices };
            if (startOf(first) === from) break;
          }
          return first;
        },
      };
    },
  };
}

const startOf = ({ captureIndices: [whole] }: Match): number => whole?.start ?? 0;
