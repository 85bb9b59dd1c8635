/** The file system of a site, seen with suspicion: links, pipes and what nobody means to publish. */

import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, sep } from "node:path";
import { diagnostic } from "../diagnostics.js";
import type { Diagnostic, SourceFile, Staged } from "../model.js";

/** Names that are never read or published: hidden files, keys, and what editors and systems leave behind. */
const LEFT_OUT = [/^\.(?!well-known$|htaccess$|nojekyll$)/, /^node_modules$/, /~$/, /\.sw[op]$/, /^#.*#$/, /^(?:Thumbs\.db|desktop\.ini)$/i, /\.(?:pem|key|p12|pfx)$/i, /^id_(?:rsa|dsa|ecdsa|ed25519)$/];

/** Whether a file or folder of this name is left out of the site. */
export function isLeftOut(name: string): boolean {
  return LEFT_OUT.some((pattern) => pattern.test(name));
}

/**
 * The files below `folder`, as paths from the root with `/`, sorted. A link is followed while it stays inside the
 * root; links that leave it, pipes, sockets and devices are left out with a warning. A folder that is missing is empty.
 */
export function listFiles(root: string, folder: string): Staged<readonly string[]> {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = realpathSync(root);
  const isInside = (path: string) => path === realRoot || path.startsWith(realRoot + sep);

  const walk = (path: string, above: readonly string[]): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") diagnostics.push(unreadable(path, error));
      return;
    }
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (isLeftOut(entry.name)) continue;
      if (entry.isFile()) files.push(inner);
      else if (entry.isDirectory()) walk(inner, above);
      else if (entry.isSymbolicLink()) follow(inner, above);
      else diagnostics.push(diagnostic("special-file", { file: inner }, "This is a pipe, a socket or a device, and is left out.", "Remove it from the site's folder."));
    }
  };

  const follow = (path: string, above: readonly string[]): void => {
    let target: string;
    try {
      target = realpathSync(join(root, path));
    } catch {
      diagnostics.push(diagnostic("symlink-outside", { file: path }, "This link leads nowhere, and is left out.", "Remove the link."));
      return;
    }
    if (!isInside(target)) {
      diagnostics.push(diagnostic("symlink-outside", { file: path }, "This link leads out of the site, and is not followed.", "Copy the file into the site, or remove the link."));
    } else if (statSync(target).isFile()) files.push(path);
    else if (statSync(target).isDirectory() && !above.includes(target)) walk(path, [...above, target]);
  };

  if (isFolder(join(root, folder), isInside)) walk(folder, [realRoot, realpathSync(join(root, folder))]);
  return { value: files.sort(), diagnostics };
}

function isFolder(path: string, isInside: (path: string) => boolean): boolean {
  try {
    return lstatSync(path).isDirectory() || (statSync(path).isDirectory() && isInside(realpathSync(path)));
  } catch {
    return false;
  }
}

/** The bytes of a file of the site, or why it cannot be read. */
export function readSource(root: string, path: string): SourceFile | Diagnostic {
  try {
    return { path, bytes: readFileSync(join(root, path)) };
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Whether `readSource` gave a file. */
export function isFile(read: SourceFile | Diagnostic): read is SourceFile {
  return "bytes" in read;
}

function unreadable(path: string, error: unknown): Diagnostic {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return diagnostic("file-unreadable", { file: path }, `The file or folder cannot be read (${code}).`, "Give the user who builds the right to read it.");
}

/** The text of one line of a file of the site, for the frame of a message; undefined when it cannot be read. */
export function readLine(root: string, path: string, line: number): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8").replace(/^\ufeff/, "").split(/\r\n?|\n/)[line - 1];
  } catch {
    return undefined;
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
