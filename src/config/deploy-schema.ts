/** The settings of deployment targets. */

import * as z from "zod";
import { strictMap } from "../content/sections/fields.js";

/** Every target has these. */
const ofAll = {
  /**
   * For how many days to keep unused files: styles and scripts of previous releases, and files for a
   * rollback. @default 30
   */
  keepDays: z.number().min(0).optional(),
};

/** A local or mounted folder. */
const folderFields = {
  ...ofAll,
  to: z.literal("folder"),
  /** Relative to the site's root, or absolute. */
  path: z.string(),
};
export type FolderFields = { [Key in keyof typeof folderFields]: (typeof folderFields)[Key] };

/** A folder on another machine, with the installed `rsync` over SSH. */
const rsyncFields = {
  ...ofAll,
  to: z.literal("rsync"),
  /** In rsync's syntax: `deploy@acme.example:/var/www/acme`. */
  destination: z.string(),
  /**
   * Whether `--rollback` can restore previous releases. Replaced files are then kept on the server. They pass
   * through this machine, because rsync cannot copy within the server. @default false
   */
  rollback: z.boolean().optional(),
};
export type RsyncFields = { [Key in keyof typeof rsyncFields]: (typeof rsyncFields)[Key] };

/** A bucket of S3, R2, MinIO or Spaces, with the package `@aws-sdk/client-s3`. */
const s3Fields = {
  ...ofAll,
  to: z.literal("s3"),
  bucket: z.string(),
  /** Folder in the bucket. @default the site's base path */
  prefix: z.string().optional(),
  /** @default from the environment */
  region: z.string().optional(),
  /** URL of a service other than AWS: `https://….r2.cloudflarestorage.com`. */
  endpoint: z.string().optional(),
};
export type S3Fields = { [Key in keyof typeof s3Fields]: (typeof s3Fields)[Key] };

/** A branch of a git repository, as for GitHub Pages, with the installed `git`. */
const gitFields = {
  ...ofAll,
  to: z.literal("git"),
  /** @default "gh-pages" */
  branch: z.string().optional(),
  /** Name or URL of the repository. @default "origin" */
  remote: z.string().optional(),
};
export type GitFields = { [Key in keyof typeof gitFields]: (typeof gitFields)[Key] };

/** A host with its own command-line tool, which must be installed and signed in. */
const toolFields = {
  ...ofAll,
  to: z.enum(["netlify", "cloudflare", "vercel", "firebase"]),
  /** The name of the project or site on the host, if the tool does not know it. */
  project: z.string().optional(),
};
export type ToolFields = { [Key in keyof typeof toolFields]: (typeof toolFields)[Key] };

/** Credentials are never settings: they come from the environment or from the tools' own files. */
export const deployTarget = z.discriminatedUnion("to", [
  strictMap<FolderFields>(folderFields),
  strictMap<RsyncFields>(rsyncFields),
  strictMap<S3Fields>(s3Fields),
  strictMap<GitFields>(gitFields),
  strictMap<ToolFields>(toolFields),
]);

/** The kinds of targets, in the order of the list above. */
export const TARGET_KINDS: readonly string[] = deployTarget.options.flatMap(({ shape: { to } }) =>
  to instanceof z.ZodEnum ? to.options : [...to.values],
);
