/** Replaces the output folder in command lines by another folder: `npx pagefind --site _site`. */

import { relative } from "node:path";

export interface CommandFolders {
  /** Absolute path of the folder that the command runs in. */
  readonly cwd: string;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** Absolute path of the folder that replaces it. */
  readonly instead: string;
}

/** Options whose value is a folder: `-o`, `--site`, `--out-dir`. */
const takesFolder = (word: string): boolean =>
  /^-[dio]$/i.test(word) ||
  (/^-[\w-]+$/.test(word) && /out|dir|site|dest|folder|path|root|source|input/i.test(word));
/** Programs whose arguments are paths. */
const TAKES_PATHS = /^(?:cat|cd|cp|find|ls|mkdir|mv|rm|rsync|touch|tar)$/;
/**
 * A folder with such a name cannot be mistaken for a word of a command: `_site`, unlike `build` in `vite
 * build`.
 */
const NO_WORD = /[^a-z-]/i;

/** The program and its arguments, in the form that `spawn` takes. */
export function commandInFolder(words: readonly string[], folders: CommandFolders): readonly string[] {
  return words.map((word, at) =>
    /^(?:-c|\/c)$/i.test(words[at - 1] ?? "")
      ? shellInFolder(word, folders)
      : withFolder(word, word, words.slice(0, at), folders),
  );
}

/** A command line for a shell. A quoted command, as in `sh -c`, is one word and stays unchanged. */
export function shellInFolder(line: string, folders: CommandFolders): string {
  let result = "";
  let before: string[] = [];
  for (let at = 0; at < line.length; ) {
    const { raw, text } = wordAt(line, at);
    if (raw === "") {
      const char = line[at] ?? "";
      // After these characters, another command begins.
      if (";&|()\n".includes(char)) before = [];
      result += char;
      at += 1;
      continue;
    }
    result += withFolder(raw, text, before, folders);
    before.push(text);
    at += raw.length;
  }
  return result;
}

/** The word that begins at `start`, as written and without its quotes; empty if none begins there. */
function wordAt(line: string, start: number): { readonly raw: string; readonly text: string } {
  let text = "";
  let quote = "";
  let at = start;
  for (; at < line.length; at += 1) {
    const char = line[at] ?? "";
    if (quote === "" && /[\s;&|()<>`]/.test(char)) break;
    if (char === "\\" && quote !== "'") {
      at += 1;
      text += line[at] ?? "";
    } else if (char === quote) quote = "";
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else text += char;
  }
  return { raw: line.slice(start, at), text };
}

/**
 * `raw`: the word as written; `text`: the word without quotes; `before`: the previous words of the command.
 */
function withFolder(
  raw: string,
  text: string,
  before: readonly string[],
  { cwd, output, instead }: CommandFolders,
): string {
  const [, option = "", path = text] = /^([\w-]+)=(.*)$/s.exec(text) ?? [];
  const inside = relative(cwd, output).replaceAll("\\", "/");
  const name = [output, `./${inside}`, inside].find(
    (one) => one !== "" && (path === one || path.startsWith(`${one}/`)),
  );
  if (name === undefined) return raw;
  const isWord = path === name && name === inside && !NO_WORD.test(name);
  if (isWord && !takesPath(option, before)) return raw;
  const at = raw.indexOf(name, option.length);
  const other = name === output ? instead : relative(cwd, instead).replaceAll("\\", "/");
  return at === -1 ? raw : raw.slice(0, at) + other + raw.slice(at + name.length);
}

/** Whether an ambiguous word is a path in its position. */
function takesPath(option: string, before: readonly string[]): boolean {
  const [program = ""] = before;
  return TAKES_PATHS.test(program) || takesFolder(option === "" ? (before.at(-1) ?? "") : option);
}
