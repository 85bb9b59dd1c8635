/**
 * Compiles a module that is plain JavaScript, as most configurations are: named imports from packages at the
 * top, and a default export. Loading the TypeScript compiler takes longer than building a small site.
 */

/** One import at the top of the text, or a blank line or line comment before it. */
const IMPORT = /^import \{([\w$, ]+)\} from ("handbill"|"node:[\w/]+"|'handbill'|'node:[\w/]+');?[ \t]*$/;
const BETWEEN = /^(?:[ \t]*|\/\/.*)$/;

/** The default export. A name that is exported with it would have to be hoisted. */
const DEFAULT = /^export default (?!async\b|class\b|function\b)/m;

/**
 * Text that may mean something else in TypeScript than in JavaScript, or in a module than in a function: type
 * arguments, fields of classes, and names that only one of them knows.
 */
const UNCLEAR =
  /[\w$)\]][ \t]*<|<!--|-->|\b(?:arguments|await|class|eval|exports?|import|jiti\w+|module|require)\b|__|\$d\b/;

const PROLOGUE = '"use strict";Object.defineProperty(exports,"__esModule",{value:true});const $d=exports;';

/**
 * The module as the body of a function, in the form in which jiti runs Babel's result. Undefined if the text
 * may need a compiler. Each line keeps its number, and its columns.
 */
export function compilePlainModule(source: string): string | undefined {
  const lines = source.split("\n");
  const head: string[] = [];
  for (const line of lines) {
    const [statement, names = "", from = ""] = IMPORT.exec(line) ?? [];
    if (statement === undefined && !BETWEEN.test(line)) break;
    head.push(statement === undefined ? line : `const{${names}}=await jitiImport(${from});`);
  }
  const rest = lines.slice(head.length).join("\n");
  const [before, exported, ...others] = rest.split(DEFAULT);
  if (head.length === 0 || before === undefined || exported === undefined || others.length > 0)
    return undefined;
  if (UNCLEAR.test(before) || UNCLEAR.test(exported)) return undefined;
  const start = `${PROLOGUE}${head.join("\n")}\n${before}`;
  // Neither a list of expressions nor a return can be at the top of a module.
  const isModule =
    parses(`${start}const $d2=${exported}`) && parses(`class C{static{${before}const $d=${exported}\n}}`);
  // This parses only if the export is in a comment or in a text.
  const isText = parses(`${start})${exported}`);
  return isModule && !isText ? `${start}$d.default    =${exported}` : undefined;
}

const AsyncFunction = Object.getPrototypeOf(async () => undefined) as {
  readonly constructor: new (code: string) => unknown;
};

/** Whether a text is JavaScript. Nothing runs. */
function parses(code: string): boolean {
  try {
    new AsyncFunction.constructor(code);
    return true;
  } catch {
    return false;
  }
}
