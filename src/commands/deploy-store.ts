/** Opens the store that a target names. */

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { FolderTarget, RsyncTarget, S3Target, SiteConfig } from "../config.js";
import { DeployFailure } from "../deploy/failure.js";
import { folderStore } from "../deploy/folder.js";
import { rsyncStore } from "../deploy/rsync.js";
import { s3Store } from "../deploy/s3.js";
import type { Store } from "../deploy/store.js";
import { runProgram } from "../host/processes.js";

export async function openStore(target: FolderTarget | RsyncTarget | S3Target, { root, base }: Pick<SiteConfig, "root" | "base">): Promise<Store> {
  if (target.to === "folder") return folderStore(resolve(root, target.path));
  if (target.to === "rsync") return rsyncStore(target, runProgram);
  return s3Store(await loadSdk(root), target, base);
}

/** The SDK is many times as large as Handbill, and few sites need it: a site that does installs it. */
async function loadSdk(root: string): Promise<typeof import("@aws-sdk/client-s3")> {
  for (const from of [join(root, "package.json"), import.meta.url]) {
    try {
      return (await import(pathToFileURL(createRequire(from).resolve("@aws-sdk/client-s3")).href)) as typeof import("@aws-sdk/client-s3");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new DeployFailure("The package `@aws-sdk/client-s3` is not installed.", "Install it beside your site: npm install @aws-sdk/client-s3");
}
