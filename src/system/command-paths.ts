/** Command lines that name the output folder, with another folder in its place: `npx pagefind --site _site`. */

import { relative } from "node:path";

export interface CommandFolders {
  /** Absolute path of the folder that the command runs in. */
  readonly cwd: string;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** Absolute path of the folder in its place. */
  readonly instead: string;
}

/** Options whose value is a folder: `-o`, `--site`, `--out-dir`. */
const takesFolder = (word: string): boolean =>
  /^-[dio]$/i.test(word) ||
  (/^-[\w-]+$/.test(word) && /out|dir|site|dest|folder|path|root|source|input/i.test(word));
/** Programs whose arguments are paths. */
const TAKES_PATHS = /^(?:cat|cd|cp|find|ls|mkdir|mv|rm|rsync|touch|tar)$/;
/** A folder of such a name is no word of a command: `_site`, unlike `build` in `vite build`. */
const NO_WORD = /[^a-z-]/i;

/** The program and its arguments, as `spawn` takes them. */
export function commandInFolder(words: readonly string[], folders: CommandFolders): readonly string[] {
  return words.map((word, at) =>
    /^(?:-c|\/c)$/i.test(words[at - 1] ?? "")
      ? shellInFolder(word, folders)
      : withFolder(word, word, words.slice(0, at), folders),
  );
}

/** A line for a shell. A command in quotes, as of `sh -c`, is one word of it and stays as it is. */
export function shellInFolder(line: string, folders: CommandFolders): string {
  let result = "";
  let before: string[] = [];
  for (let at = 0; at < line.length; ) {
    const { raw, text } = wordAt(line, at);
    if (raw === "") {
      const char = line[at] ?? "";
      // Behind these, another command begins.
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

/** The word that begins here, as it is written and without its quotes; empty where none begins. */
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

/** `raw`: the word as it is written; `text`: without quotes; `before`: the words of the command before it. */
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

/** Whether a word that may mean anything is a path where it stands. */
function takesPath(option: string, before: readonly string[]): boolean {
  const [program = ""] = before;
  return TAKES_PATHS.test(program) || takesFolder(option === "" ? (before.at(-1) ?? "") : option);
}
