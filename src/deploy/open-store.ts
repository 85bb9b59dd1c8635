/** Opens the store that a target names. */

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { FolderTarget, RsyncTarget, S3Target } from "../config/deploy-options.js";
import { checkFolder, isWithin } from "../writer/output-folder.js";
import type { SiteConfig } from "../config/options.js";
import { DeployFailure } from "./failure.js";
import { folderStore } from "./folder.js";
import { rsyncStore } from "./rsync.js";
import { s3Store } from "./s3.js";
import type { Store } from "./store.js";
import { disk } from "../system/disk.js";
import { runProgram, setDefaultVariable } from "../system/processes.js";

export async function openStore(
  target: FolderTarget | RsyncTarget | S3Target,
  { root, base, output }: Pick<SiteConfig, "root" | "base" | "output">,
): Promise<Store> {
  if (target.to === "folder")
    return folderStore(safeFolder(resolve(root, target.path), target.path, { root, output }));
  if (target.to === "rsync") return rsyncStore(target, runProgram);
  return s3Store(await loadSdk(root), target, base);
}

/** The target folder must not overlap with the site's sources or its output folder. */
function safeFolder(
  folder: string,
  written: string,
  { root, output }: Pick<SiteConfig, "root" | "output">,
): string {
  const choose = "Choose a separate folder, such as /var/www/acme.";
  if (isWithin(output, folder))
    throw new DeployFailure(`The target's folder ${written} is the output folder of the build.`, choose);
  const unsafe = checkFolder(disk, { folder, root });
  if (unsafe !== undefined)
    throw new DeployFailure(
      unsafe.message.replace(
        /^The output folder \S+/,
        `The target's folder ${written === "" ? '""' : written}`,
      ),
      choose,
    );
  return folder;
}

/** The SDK is many times as large as Handbill, and few sites need it. Those sites install it. */
async function loadSdk(root: string): Promise<typeof import("@aws-sdk/client-s3")> {
  // Every deployment would otherwise print six lines that recommend a newer Node.
  setDefaultVariable("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
  for (const from of [join(root, "package.json"), import.meta.url]) {
    try {
      return (await import(
        pathToFileURL(createRequire(from).resolve("@aws-sdk/client-s3")).href
      )) as typeof import("@aws-sdk/client-s3");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new DeployFailure(
    "The package `@aws-sdk/client-s3` is not installed.",
    "Install it in the site's folder: npm install @aws-sdk/client-s3",
  );
}
