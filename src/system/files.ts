/** Reads the files of a site safely: links, pipes, and files that are not meant to be published. */

import {
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from "node:fs";
import { join, sep } from "node:path";
import { unreadable } from "../sources/unreadable.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, SourceFile, WithDiagnostics } from "../model/model.js";
import { isLeftOut, leftOverOf } from "./leftovers.js";

/**
 * The files below `folder`, as sorted paths relative to the root with `/`. A link is followed if it stays
 * inside the root and its target is not ignored. Other links, pipes, sockets and devices are left out with a
 * warning. So are leftovers of tools that an author may miss. A missing folder is empty.
 */
export function listFiles(root: string, folder: string): WithDiagnostics<readonly string[]> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = realpathSync(root);

  /** `above`: the real paths of this folder and its parents, to detect links that form a circle. */
  const walk = (path: string, real: string, above: readonly string[]): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(real, { withFileTypes: true });
    } catch (error) {
      diagnostics.push(unreadable(path, error));
      return;
    }
    const inside = [...above, real];
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (isLeftOut(entry.name)) {
        const left = leftOverOf(entry.name, folder === "public");
        if (left !== undefined)
          diagnostics.push(diagnostic("file-ignored", { file: inner }, left.message, left.hint));
      } else if (entry.name.includes("\ufffd") && isMisread(real + sep + entry.name)) {
        diagnostics.push(badName(inner));
      } else if (entry.isFile()) files.push(inner);
      else if (entry.isDirectory()) walk(inner, real + sep + entry.name, inside);
      else if (entry.isSymbolicLink()) follow(inner, inside);
      else diagnostics.push(special(inner));
    }
  };

  const follow = (path: string, above: readonly string[]): void => {
    const target = realOf(join(root, path));
    if (target === undefined)
      return void diagnostics.push(link(path, "is broken, so Handbill ignores it", "Remove the link."));
    if (target !== realRoot && !target.startsWith(realRoot + sep))
      return void diagnostics.push(
        link(
          path,
          "points outside the site, so Handbill ignores it",
          "Copy the file into the site, or remove the link.",
        ),
      );
    const secret = target
      .slice(realRoot.length + 1)
      .split(sep)
      .find((name) => name !== "node_modules" && isLeftOut(name));
    if (secret !== undefined)
      return void diagnostics.push(
        link(path, `points to ${secret}, which Handbill never publishes`, "Remove the link."),
      );
    const stats = statSync(target);
    if (stats.isFile()) files.push(path);
    else if (!stats.isDirectory()) diagnostics.push(special(path));
    else if (!above.includes(target)) walk(path, target, above);
  };

  const start = lstatSync(join(root, folder), { throwIfNoEntry: false });
  if (start?.isDirectory() === true) walk(folder, join(realRoot, folder), [realRoot]);
  else if (start?.isSymbolicLink() === true) follow(folder, [realRoot]);
  return { value: files.sort(), diagnostics };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function link(file: string, does: string, hint: string): Diagnostic {
  return diagnostic("symlink-outside", { file }, `This link ${does}.`, hint);
}

/**
 * Whether a name contains bytes that are not UTF-8. Node replaces these bytes, and no file has the resulting
 * name.
 */
function isMisread(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function badName(file: string): Diagnostic {
  return diagnostic(
    "not-utf8",
    { file },
    "The name of this file or folder is not valid UTF-8, so it cannot have a URL.",
    "Rename it; `convmv -f latin1 -t utf8 --notest` renames many.",
  );
}

function special(file: string): Diagnostic {
  return diagnostic(
    "special-file",
    { file },
    "This is a pipe, a socket or a device, so Handbill ignores it.",
    "Remove it from the site's folder.",
  );
}

/** The kind of the entry at a path, after following links. Everything except a folder is a file. */
export function kindAt(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

/**
 * The size and times of a file, after following links; undefined if nothing exists there. `text` changes with
 * its size, times or inode number.
 */
export function statKeyOf(path: string): { readonly text: string; readonly time: number } | undefined {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
  if (stats === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { text: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, time: Math.max(mtimeMs, ctimeMs) };
}

/** The real path of a file inside the root; undefined if it is outside, or does not exist. */
export function insideReal(root: string, file: string): string | undefined {
  const [real, top] = [realOf(file), realOf(root)];
  return real !== undefined && top !== undefined && real.startsWith(top + sep) ? real : undefined;
}

/** The bytes of a file of the site, or why it cannot be read. */
export function readSource(root: string, path: string): SourceFile | Diagnostic {
  try {
    return { path, bytes: readFileSync(join(root, path)) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** The bytes of a file of the site. Throws if it cannot be read. */
export function readBytes(root: string, path: string): Uint8Array {
  const file = readSource(root, path);
  if (!isFile(file)) throw new Error(file.message);
  return file.bytes;
}

/** Whether `readSource` gave a file. */
export function isFile(read: SourceFile | Diagnostic): read is SourceFile {
  return "bytes" in read;
}

/**
 * Gives single lines of the site's files for the code frames of messages; undefined if the file cannot be
 * read.
 */
export function createLineReader(root: string): (path: string, line: number) => string | undefined {
  // Messages are ordered by file, so remembering the last file is enough.
  let last: { readonly path: string; readonly lines: readonly string[] } | undefined;
  return (path, line) => {
    if (last?.path !== path) last = { path, lines: linesOf(root, path) };
    return last.lines[line - 1];
  };
}

function linesOf(root: string, path: string): readonly string[] {
  try {
    const text = readFileSync(join(root, path), "utf8").replace(/^\ufeff/, "");
    return text.split(text.includes("\r") ? /\r\n?|\n/ : "\n");
  } catch {
    return [];
  }
}

/** The files of a built site, as paths relative to its folder, without links. */
export function listPublished(folder: string): ReadonlySet<string> {
  const files = new Set<string>();
  const walk = (path: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(folder, path), { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) files.add(inner);
      else if (entry.isDirectory()) walk(inner);
    }
  };
  walk("");
  return files;
}
