/** The real file system, for writing a site. */

import {
  appendFileSync,
  closeSync,
  constants,
  type Stats,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import type { FileSystem } from "../writer/file-system.js";

export const disk: FileSystem = {
  readText: (path) => readFileSync(path, "utf8"),
  readBytes: (path) => readFileSync(path),
  openParts() {
    const open = new Map<string, number>();
    let room = Buffer.alloc(0);
    return {
      readPart(path, at, size) {
        let file = open.get(path);
        if (file === undefined) open.set(path, (file = openSync(path, "r")));
        if (room.length < size) room = Buffer.allocUnsafeSlow(size);
        return room.subarray(0, readSync(file, room, 0, size, at));
      },
      close() {
        open.forEach((file) => closeSync(file));
        open.clear();
      },
    };
  },
  stat(path) {
    const stats = lstat(path);
    if (stats === undefined) return undefined;
    const kind = stats.isFile()
      ? "file"
      : stats.isDirectory()
        ? "folder"
        : stats.isSymbolicLink()
          ? "link"
          : "other";
    return {
      kind,
      size: stats.size,
      look: `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`,
      device: stats.dev,
      rights: `${stats.mode} ${stats.uid} ${stats.gid}`,
    };
  },
  realPath(path) {
    try {
      return realpathSync(path);
    } catch {
      return undefined;
    }
  },
  home() {
    try {
      return homedir();
    } catch {
      return "";
    }
  },
  list(path) {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  },
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  write: (path, content) => writeFileSync(path, content),
  append: (path, content) => appendFileSync(path, content),
  copy: (from, to) => copyFileSync(from, to, constants.COPYFILE_FICLONE),
  link(from, to) {
    try {
      linkSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (
        code === "EXDEV" ||
        code === "EPERM" ||
        code === "ENOTSUP" ||
        code === "EMLINK" ||
        code === "ENOSYS"
      )
        copyFileSync(from, to, constants.COPYFILE_FICLONE);
      else if (code !== "EEXIST") throw error;
    }
  },
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true, recursive: true }),
  removeFolder(path) {
    try {
      rmdirSync(path);
    } catch {
      // It contains files of other programs.
    }
  },
  isWorkedIn(folder) {
    return disk.list("/proc").some((name) => {
      try {
        return /^\d+$/.test(name) && `${readlinkSync(`/proc/${name}/cwd`)}/`.startsWith(`${folder}/`);
      } catch {
        // The process belongs to another user or has ended.
        return false;
      }
    });
  },
  create(path, content) {
    try {
      writeFileSync(path, content, { flag: "wx" });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  },
  processStart(pid) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
    }
    try {
      // proc(5): field 22 counts the ticks from boot to the start. The process name before it can contain
      // spaces and brackets.
      return readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, "").trim().split(" ")[19] ?? "";
    } catch {
      return "";
    }
  },
};

function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file above this path means that nothing exists here.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}
