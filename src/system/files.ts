/** The file system of a site, seen with suspicion: links, pipes and what nobody means to publish. */

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
 * The files below `folder`, as paths from the root with `/`, sorted. A link is followed while it stays inside the
 * root and leads to nothing that is left out; other links, pipes, sockets and devices are left out with a warning, and
 * so are leftovers of tools that an author may miss. A folder that is missing is empty.
 */
export function listFiles(root: string, folder: string): WithDiagnostics<readonly string[]> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = realpathSync(root);

  /** `above`: the real paths of this folder and of those that hold it, so that a link cannot lead round in a circle. */
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

/** Whether a name holds bytes that are no UTF-8: Node gives a replacement mark for them, and no file has that name. */
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

/** What stands at a path, links followed; whatever is no folder is a file. */
export function kindAt(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}

/** How a file looks, links followed; undefined when nothing is there. `text` differs when its size, times or number do. */
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

/** The real path of a file that is inside the root, links followed; undefined when it is not, or nothing is there. */
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

/** The bytes of a file of the site. Throws when it cannot be read. */
export function readBytes(root: string, path: string): Uint8Array {
  const file = readSource(root, path);
  if (!isFile(file)) throw new Error(file.message);
  return file.bytes;
}

/** Whether `readSource` gave a file. */
export function isFile(read: SourceFile | Diagnostic): read is SourceFile {
  return "bytes" in read;
}

/** Gives single lines of files of the site, for the frames of messages; undefined for what cannot be read. */
export function createLineReader(root: string): (path: string, line: number) => string | undefined {
  // Messages come file by file: the last file is enough to remember.
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

/** The files of a built site, as paths below its folder; links are left out. */
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
