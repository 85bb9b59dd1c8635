/** The settings of deployment targets, as types. */

import type { z } from "zod";
import type { deployTarget } from "./deploy-schema.js";

/** A target of `handbill deploy`, as `deploy` in `.eleventy.ts` sets it. */
export type DeployTarget = Readonly<z.infer<typeof deployTarget>>;

type TargetOf<Kind extends DeployTarget["to"]> = Extract<DeployTarget, { readonly to: Kind }>;

export type FolderTarget = TargetOf<"folder">;
export type RsyncTarget = TargetOf<"rsync">;
export type S3Target = TargetOf<"s3">;
export type GitTarget = TargetOf<"git">;
export type ToolTarget = Extract<DeployTarget, { readonly project?: string | undefined }>;
