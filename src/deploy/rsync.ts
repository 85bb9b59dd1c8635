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

/** Files on their way in either direction are in a temporary folder meanwhile. */
export function rsyncStore({ destination, rollback = false }: RsyncTarget, run: RunProgram): Store {
  const rsync = new Rsync(destination, run);
  return {
    place: destination,
    canCopy: rollback,
    read: (key) =>
      inTemporary(async (folder) => {
        // With a list of names, rsync exits with 23 if one of them is missing.
        const code = await rsync.run(["-r", "--files-from=-", rsync.remote, `${folder}/`], [key]);
        return code === 0 ? readFileSync(join(folder, key)) : undefined;
      }),
    readAll: (keys) =>
      inTemporary(async (folder) => {
        if (keys.length === 0) return new Map();
        await rsync.fetch(folder, keys);
        const there = keys.filter((key) => existsSync(join(folder, key)));
        return new Map(there.map((key) => [key, readFileSync(join(folder, key))]));
      }),
    // rsync itself compares the files and sends the differences.
    hashOf: async () => "",
    put: (files, onDone) =>
      inTemporary(async (folder) => {
        for (const file of files) write(folder, file);
        await rsync.send(
          folder,
          files.map(({ key }) => key),
        );
        for (const _ of files) onDone();
      }),
    // It is checked before it is renamed into place: another upload in between is found when it is read back.
    create: (file) =>
      inTemporary(async (folder) => {
        write(folder, file);
        const options = ["-r", "--ignore-existing", "--chmod=D755,F644", "--files-from=-"];
        return (await rsync.run([...options, `${folder}/`, rsync.remote], [file.key])) === 0;
      }),
    copy: (pairs, missing) =>
      pairs.length === 0 ? Promise.resolve() : inTemporary((folder) => rsync.copy(folder, pairs, missing)),
    remove: (keys) =>
      inTemporary(async (folder) => {
        // Deletes the names that are missing here, in folders that exist here. Other names are not touched.
        for (const key of keys) mkdirSync(dirname(join(folder, key)), { recursive: true });
        await rsync.run(["-r", "--delete-missing-args", "--files-from=-", `${folder}/`, rsync.remote], keys);
      }),
  };
}

/** The program, and the folder on the other machine. */
class Rsync {
  readonly remote: string;

  constructor(
    private readonly destination: string,
    private readonly program: RunProgram,
  ) {
    this.remote = destination.replace(/\/*$/, "/");
  }

  /** Runs it with a list of names; gives its exit code. */
  async run(args: readonly string[], names: readonly string[]): Promise<number> {
    const input = names.map((name) => `${name}\n`).join("");
    const { code, stderr } = await this.program("rsync", args, { input });
    if (code === undefined) throw new DeployFailure("`rsync` is not installed.", "Install it.");
    // 23 and 24: some names are missing, here or there; the caller knows what that means (rsync(1), "EXIT
    // VALUES").
    if (code !== 0 && code !== 23 && code !== 24)
      throw new DeployFailure(
        `rsync could not reach ${this.destination}: ${lastLine(stderr)}`,
        "Check the destination, and that `ssh` connects without asking for a password.",
      );
    return code;
  }

  async send(folder: string, keys: readonly string[]): Promise<void> {
    const options = ["-rz", "--checksum", "--chmod=D755,F644", "--files-from=-"];
    if ((await this.run([...options, `${folder}/`, this.remote], keys)) !== 0)
      throw new DeployFailure(
        `rsync could not write all files to ${this.destination}.`,
        "Check the permissions of that folder.",
      );
  }

  /** Fetches those of the files that exist. */
  fetch(folder: string, keys: readonly string[]): Promise<number> {
    return this.run(["-rz", "--files-from=-", this.remote, `${folder}/`], keys);
  }

  /** Copies files there, by way of this machine. */
  async copy(
    folder: string,
    pairs: Parameters<Store["copy"]>[0],
    missing: Parameters<Store["copy"]>[1],
  ): Promise<void> {
    const [there, here] = [join(folder, "there"), join(folder, "here")];
    const code = await this.fetch(
      there,
      pairs.map(({ from }) => from),
    );
    if (code !== 0 && missing === "must be there")
      throw new DeployFailure(
        `Files of that release no longer exist at ${this.destination}.`,
        "Build the previous version of the site, and deploy it.",
      );
    const found = pairs.filter(({ from }) => existsSync(join(there, from)));
    for (const { from, to } of found) {
      mkdirSync(dirname(join(here, to)), { recursive: true });
      copyFileSync(join(there, from), join(here, to));
    }
    if (found.length === 0) return;
    await this.send(
      here,
      found.map(({ to }) => to),
    );
  }
}

async function inTemporary<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "handbill-rsync-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
