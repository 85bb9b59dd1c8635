/** Settings for deployment targets. */

/**
 * A deployment target. Credentials are never settings: they come from the environment or from the tools' own
 * files.
 */
export type DeployTarget = (FolderTarget | RsyncTarget | S3Target | GitTarget | ToolTarget) & {
  /**
   * For how many days to keep unused files: styles and scripts of previous releases, and files for a
   * rollback. @default 30
   */
  readonly keepDays?: number;
};

/** A local or mounted folder. */
export interface FolderTarget {
  readonly to: "folder";
  /** Relative to the site's root, or absolute. */
  readonly path: string;
}

/** A folder on another machine, with the installed `rsync` over SSH. */
export interface RsyncTarget {
  readonly to: "rsync";
  /** In rsync's syntax: `deploy@acme.example:/var/www/acme`. */
  readonly destination: string;
  /**
   * Whether `--rollback` can restore previous releases. Replaced files are then kept on the server. They pass
   * through this machine, because rsync cannot copy within the server. @default false
   */
  readonly rollback?: boolean;
}

/** A bucket of S3, R2, MinIO or Spaces, with the package `@aws-sdk/client-s3`. */
export interface S3Target {
  readonly to: "s3";
  readonly bucket: string;
  /** Folder in the bucket. @default the site's base path */
  readonly prefix?: string;
  /** @default from the environment */
  readonly region?: string;
  /** URL of a service other than AWS: `https://….r2.cloudflarestorage.com`. */
  readonly endpoint?: string;
}

/** A branch of a git repository, as for GitHub Pages, with the installed `git`. */
export interface GitTarget {
  readonly to: "git";
  /** @default "gh-pages" */
  readonly branch?: string;
  /** Name or URL of the repository. @default "origin" */
  readonly remote?: string;
}

/** A host with its own command-line tool, which must be installed and signed in. */
export interface ToolTarget {
  readonly to: "netlify" | "cloudflare" | "vercel" | "firebase";
  /** The name of the project or site on the host, if the tool does not know it. */
  readonly project?: string;
}
