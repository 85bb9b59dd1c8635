/**
 * A folder of another machine, by `rsync` over SSH. rsync writes each file to a temporary name and renames
 * it. SSH handles the credentials.
 */

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RsyncTarget } from "../config/deploy-options.js";
import type { RunProgram } from "../system/processes.js";
import { DeployFailure } from "./failure.js";
import type { Store, Upload } from "./store.js";

/** Files that are received and sent are in a temporary folder meanwhile. */
export function rsyncStore({ destination, rollback = false }: RsyncTarget, run: RunProgram): Store {
  const remote = destination.replace(/\/*$/, "/");
  const rsync = async (args: readonly string[], input = ""): Promise<number> => {
    const { code, stderr } = await run("rsync", args, { input });
    if (code === undefined) throw new DeployFailure("`rsync` is not installed.", "Install it.");
    // 23 and 24: some names are missing on one side, which the caller handles (rsync(1), "EXIT VALUES").
    if (code !== 0 && code !== 23 && code !== 24)
      throw new DeployFailure(
        `rsync could not reach ${destination}: ${lastLine(stderr)}`,
        "Check the destination, and that `ssh` connects without asking for a password.",
      );
    return code;
  };
  const inTemporary = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    const folder = mkdtempSync(join(tmpdir(), "handbill-rsync-"));
    try {
      return await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const send = async (folder: string, keys: readonly string[]): Promise<void> => {
    const code = await rsync(
      ["-rz", "--checksum", "--chmod=D755,F644", "--files-from=-", `${folder}/`, remote],
      keys.map((key) => `${key}\n`).join(""),
    );
    if (code !== 0)
      throw new DeployFailure(
        `rsync could not write all files to ${destination}.`,
        "Check the permissions of that folder.",
      );
  };
  return {
    place: destination,
    canCopy: rollback,
    read: (key) =>
      inTemporary(async (folder) => {
        // With a list of names, rsync exits with 23 if one of them is missing.
        const code = await rsync(["-r", "--files-from=-", remote, `${folder}/`], `${key}\n`);
        return code === 0 ? readFileSync(join(folder, key)) : undefined;
      }),
    readAll: (keys) =>
      inTemporary(async (folder) => {
        if (keys.length === 0) return new Map();
        await rsync(["-rz", "--files-from=-", remote, `${folder}/`], keys.map((key) => `${key}\n`).join(""));
        return new Map(
          keys
            .filter((key) => existsSync(join(folder, key)))
            .map((key) => [key, readFileSync(join(folder, key))]),
        );
      }),
    // rsync itself compares the files and sends the differences.
    hashOf: async () => "",
    put: (files, onDone) =>
      inTemporary(async (folder) => {
        for (const file of files) write(folder, file);
        await send(
          folder,
          files.map(({ key }) => key),
        );
        for (const _ of files) onDone();
      }),
    // Checked before the rename. If another deployment writes in between, reading the file back shows it.
    create: (file) =>
      inTemporary(async (folder) => {
        write(folder, file);
        const code = await rsync(
          ["-r", "--ignore-existing", "--chmod=D755,F644", "--files-from=-", `${folder}/`, remote],
          `${file.key}\n`,
        );
        return code === 0;
      }),
    // Copies through this machine.
    copy: (pairs, missing) =>
      inTemporary(async (folder) => {
        if (pairs.length === 0) return;
        const [there, here] = [join(folder, "there"), join(folder, "here")];
        const code = await rsync(
          ["-rz", "--files-from=-", remote, `${there}/`],
          pairs.map(({ from }) => `${from}\n`).join(""),
        );
        if (code !== 0 && missing === "must be there")
          throw new DeployFailure(
            `Files of that release no longer exist at ${destination}.`,
            "Build the previous version of the site, and deploy it.",
          );
        const found = pairs.filter(({ from }) => existsSync(join(there, from)));
        for (const { from, to } of found) {
          mkdirSync(dirname(join(here, to)), { recursive: true });
          copyFileSync(join(there, from), join(here, to));
        }
        if (found.length > 0)
          await send(
            here,
            found.map(({ to }) => to),
          );
      }),
    remove: (keys) =>
      inTemporary(async (folder) => {
        // Deletes the names that are missing here, in folders that exist here. Other names are not touched.
        for (const key of keys) mkdirSync(dirname(join(folder, key)), { recursive: true });
        await rsync(
          ["-r", "--delete-missing-args", "--files-from=-", `${folder}/`, remote],
          keys.map((key) => `${key}\n`).join(""),
        );
      }),
  };
}

function write(folder: string, file: Upload): void {
  mkdirSync(dirname(join(folder, file.key)), { recursive: true });
  writeFileSync(join(folder, file.key), file.bytes());
}

/** The last line of `ssh`'s output before rsync's own error. */
function lastLine(text: string): string {
  return (
    text
      .trim()
      .split("\n")
      .filter((line) => !/^rsync error|connection unexpectedly closed/.test(line))
      .at(-1) || "no reason given"
  );
}
