/**
 * Names that Handbill never reads or publishes: hidden files, keys, and files that tools leave in folders.
 */

/** A message about an ignored name, and the fix. */
export interface LeftOver {
  readonly message: string;
  readonly hint: string;
}

/** Hidden files that hosts read: well-known URIs (RFC 8615), Apache, GitHub Pages, Codeberg Pages. */
const HIDDEN_FOR_HOSTS = /^\.(?:well-known|htaccess|nojekyll|domains)$/i;

/** Names that authors do not expect in a site. */
const SILENT: readonly RegExp[] = [
  // Editors. Vim: swap files, 4913, backups (:help swap-file, 'backup'); Emacs: #x#, x~ ("Backup", "Auto
  // Save"); nano, Kate, gedit, joe: x~; JetBrains: "safe write"; Notepad++: nppBackup; Sublime Text:
  // workspaces.
  /~$|^#.*#$|\.sw[a-p]$|^4913$|___jb_(?:tmp|old|bak)___$|^nppBackup$|\.sublime-workspace$|^DEADJOE$/i,
  // Word, Excel and PowerPoint: ~$x while x is open; InDesign: ~x.idlk; Affinity: x.afdesign~lock~.
  /^~\$|^~.*\.idlk$|~lock~$/i,
  // Windows, macOS (and its ZIP archives), Synology, QNAP.
  /^(?:thumbs|ehthumbs)\.db$|^desktop\.ini$|^\$RECYCLE\.BIN$|^System Volume Information$/i,
  /^__MACOSX$|^Icon\r$|^@eaDir$|^#recycle$|^@Recycle$/i,
  // Syncthing (before 1.0 also without a dot), while it receives a file.
  /^~syncthing~.*\.tmp$/i,
  /^node_modules$|^__pycache__$/i,
];

const COPY_HINT = "Delete it, or rename it to publish it.";

/** Names that an author may miss, each with a message. The first match counts. */
const REPORTED: readonly (readonly [names: RegExp, message: string, hint: string])[] = [
  [
    // Backups and old versions: most editors, Word (.wbk), Excel (.xlk), Blender (.blend1), nano (.save:
    // "emergency save"), wget and log rotation (index.html.1).
    /\.(?:bak|bkp|old|autosave)\d*$|\.(?:wbk|xlk|asd|blend\d+)$|\.[^.]+\.(?:backup|save(?:\.\d+)?)$|\.(?:md|markdown|html?|njk|log)\.\d+$/i,
    "Handbill ignores backup copies.",
    COPY_HINT,
  ],
  [
    // Windows Explorer: "a - Copy.md", "a - Copy (2).md".
    / - Copy(?: \(\d+\))?(?:\.[^.]*)?$/,
    "Handbill ignores copies that Windows Explorer made.",
    COPY_HINT,
  ],
  [/^nohup\.out$|^core\.\d+$|^hs_err_pid\d+\.log$/, "Handbill ignores output of programs.", COPY_HINT],
  [/\.(?:tmp|temp)$/i, "Handbill ignores temporary files.", COPY_HINT],
  [
    // patch: .orig, .rej; git merge: x.md~HEAD; git mergetool: x.LOCAL.123.md, x_LOCAL_123.md; Subversion:
    // .mine, .r12, .merge-left.r1, .prej; Bazaar: .THIS, .BASE, .OTHER.
    /\.(?:orig|rej|prej)\d*$|\.[^.]+\.(?:mine|working|r\d+)$|\.merge-(?:left|right)\.r\d+$|~(?:HEAD|[0-9a-f]{7,40})(?:_\d+)?$/i,
    "Handbill ignores copies that patch and merge tools leave behind.",
    COPY_HINT,
  ],
  [
    /[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+(?:\.[^.]*)?$|\.(?:THIS|BASE|OTHER)$/,
    "Handbill ignores copies that patch and merge tools leave behind.",
    COPY_HINT,
  ],
  [
    // dpkg and ucf, rpm, pacman, apk: configuration files next to those that a user changed.
    /\.(?:dpkg|ucf)-(?:old|new|dist|tmp|bak|remove)$|\.rpm(?:new|save|orig)$|\.pac(?:new|save|orig)(?:\.\d+)?$|\.apk-new$/i,
    "Handbill ignores copies that package managers leave behind.",
    COPY_HINT,
  ],
  [
    // npm, Yarn, pnpm, Lerna, Firebase.
    /^(?:npm|yarn|pnpm|lerna|firebase)-(?:debug|error)\.log(?:\.\d+)?$/i,
    "Handbill ignores error logs of tools.",
    COPY_HINT,
  ],
  [
    // Dropbox, Nextcloud, ownCloud, Box: (… conflicted copy …), x_conflict-20260101-120000; Syncthing:
    // .sync-conflict-; Seafile: (SFConflict …); pCloud: [conflicted]; Synology Drive:
    // x_NAS_Jan-01-1200-2026_Conflict; Resilio: .Conflict.
    /\([^)]*(?:conflicted copy|case conflict|SFConflict)[^)]*\)|\[conflicted\]|\.sync-conflict-\d{8}-|_conflict-\d{8}-|-\d{4}_Conflict\.|\.Conflict(?:\.[^.]*)?$/i,
    "Handbill ignores conflicted copies of sync clients.",
    "Merge its text into the original file, and delete it.",
  ],
  [
    // Firefox, Chrome, Safari, Opera, Edge, aria2, WinSCP, Resilio, torrent clients.
    /\.(?:part|partial|crdownload|download|opdownload|filepart|aria2|!sync|!ut|!qB|ytdl)$/i,
    "Handbill ignores unfinished downloads.",
    COPY_HINT,
  ],
  [
    // iCloud Drive before macOS 14: `.plan.md.icloud` represents a file that is not on this Mac.
    /^\..+\.icloud$/i,
    "The file is in iCloud and not on this machine, so the site lacks it.",
    "Download it in the Finder, and build again.",
  ],
  [
    /\.key$/i,
    "Handbill ignores files ending in .key: most are private keys.",
    "Move it out of the site's folders. Publish a Keynote presentation as a PDF or in a ZIP file.",
  ],
  [
    /\.(?:pem|p12|pfx)$|^id_(?:rsa|dsa|ecdsa|ed25519)$/i,
    "Handbill ignores keys and certificates.",
    "Move it out of the site's folders.",
  ],
];

/** Hidden files and folders of systems, editors, sync clients and version control. */
const HIDDEN_OF_TOOLS =
  /^\.(?:DS_Store|AppleDouble|LSOverride|Spotlight-V100|Trash.*|fseventsd|directory|localized|TemporaryItems|DocumentRevisions-V100|git.*|svn|hg.*|bzr.*|jj|cvsignore|vscode|vs|idea|history|fleet|zed|nova|project|settings|obsidian|logseq|trash|keep|placeholder|editorconfig|prettier.*|eslint.*|stylelint.*|markdownlint.*|npmrc|npmignore|nvmrc|node-version|tool-versions|dockerignore|cache|stfolder.*|stversions|stignore|syncthing\..*|sync.*|owncloudsync\.log|nextcloudsync\.log|dropbox.*|tmp\.drive.*|nfs.*|fuse_hidden.*|goutputstream-.*|unison\..*|un~|lock|netrwhist|kate-swp)$|^\._|^\.#|^\.~|^\.sync_|^\.cfg\d|\.kate-swp$|\.un~$|\.sw[a-p]$/i;

/** Whether Handbill ignores a file or folder of this name. */
export function isLeftOut(name: string): boolean {
  return isHidden(name) || isOfTool(name);
}

/** Whether a tool created a file of this name for itself, in any folder. */
export function isOfTool(name: string): boolean {
  return (
    HIDDEN_OF_TOOLS.test(name) || SILENT.some((names) => names.test(name)) || reportedAs(name) !== undefined
  );
}

/**
 * The message about a name that Handbill ignores; undefined if no author misses it. `publishes`: every file
 * of the folder is meant to be published.
 */
export function leftOverOf(name: string, publishes: boolean): LeftOver | undefined {
  if (HIDDEN_OF_TOOLS.test(name) || SILENT.some((names) => names.test(name))) return undefined;
  const reported = reportedAs(name);
  if (reported !== undefined) return reported;
  if (!publishes) return undefined;
  return {
    message: "Handbill does not publish hidden files, except .well-known, .htaccess, .nojekyll and .domains.",
    hint: "Move it out of public/, or rename it.",
  };
}

function isHidden(name: string): boolean {
  return name.startsWith(".") && !HIDDEN_FOR_HOSTS.test(name);
}

function reportedAs(name: string): LeftOver | undefined {
  const found = REPORTED.find(([names]) => names.test(name));
  return found && { message: found[1], hint: found[2] };
}
