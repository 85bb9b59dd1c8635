/** Leftovers of tools are not part of a site; what an author may miss is reported. */

import { describe, expect, it } from "vitest";
import { isLeftOut, leftOverOf } from "../../src/system/leftovers.js";
import { site } from "../support/site.js";

const SILENT = `
page.md~  page.md.~1~  #page.md#  .#page.md  .page.md.swp  .page.md.swo  page.md.swn  .page.md.un~  4913
.page.md.kate-swp  page.md___jb_tmp___  page.md___jb_old___  nppBackup  site.sublime-workspace  .goutputstream-X1Y2
~$plan.docx  .~lock.plan.odt#  ~magazine~a1b2.idlk  logo.afdesign~lock~  .vscode  .idea  .obsidian
.DS_Store  ._photo.jpg  Thumbs.db  ehthumbs.db  desktop.ini  $RECYCLE.BIN  __MACOSX  @eaDir  .directory  .Trash-1000
.git  .gitignore  .gitkeep  .svn  .hg  .nfs0001  .fuse_hidden01  .dropbox.cache  .stfolder  .stversions
.syncthing.a.md.tmp  ~syncthing~a.md.tmp  .sync_a1.db  node_modules  .prettierrc  .editorconfig
`
  .trim()
  .split(/\s+/);

const REPORTED = `
page.md.bak  page.md.bak2  page.bak  page.md.old  page.md.save  page.md.save.1  page.md.backup  plan.wbk  plan.xlk
scene.blend1  page.md.tmp  page.md.temp  ~WRL0001.tmp
page.md.orig  page.md.rej  page.md.mine  page.md.r12  page.md.merge-left.r3  page.md.prej
page.BACKUP.123.md  page.BASE.123.md  page_LOCAL_123.md  page_REMOTE_123.md  page.md.THIS
app.conf.dpkg-old  app.conf.dpkg-dist  app.conf.ucf-old  app.conf.rpmnew  app.conf.rpmsave  app.conf.pacnew
npm-debug.log  yarn-error.log  pnpm-debug.log.1
page.sync-conflict-20260102-030405-ABCDEF7.md  page_conflict-20260102-030405.md
page_NAS_Jan-02-0304-2026_Conflict.md  page.Conflict.md
film.mp4.part  film.mp4.crdownload  film.mp4.download  film.mp4.aria2  film.mp4.filepart  .plan.md.icloud
id_rsa  tls.pem  tls.key  page.old  page.autosave  index.html.1  page.md.2  page.md~HEAD  page.md~1a2b3c4_0
nohup.out  core.123
`
  .trim()
  .split(/\s+/);

const SPACED = [
  "page (conflicted copy 2026-01-02).md",
  "page (Ada's conflicted copy 2026-01-02).md",
  "page (Ada Lovelace's conflicted copy 2026-01-02 030405).md",
  "page (Case Conflict).md",
  "page (SFConflict ada@acme.example 2026-01-02-03-04-05).md",
  "page [conflicted].md",
  "page - Copy.md",
  "page - Copy (2).md",
  "folder - Copy",
];

const PUBLISHED = `
page.md  conflict.md  merge-conflicts.md  backup.md  original.md  old.md  v1.old-site.md  part.md  film.part1.rar
download  downloads  download.md  temp.md  save.md  base.md  a.r.md  release.r2.md  x.tar.r01.md  log.md  debug.log
BACKUP_2026.md  LOCAL.md  remote-work.md  .well-known  .htaccess  .nojekyll  .domains  swap.md  key.md  id_rsa.pub.md
desktop.png  thumbs.md  CONFLICT.md  conflicted.md  ~tilde.md  #hash.md  mine.md  this.md  icon.svg  tmp.md
ls.1  core  gold.md  old  a-Copy.md  Copy.md  page~head.md
`
  .trim()
  .split(/\s+/);

describe("a leftover", () => {
  it.each(SILENT)("%s is ignored without a word", (name) => {
    expect([isLeftOut(name), leftOverOf(name, true)]).toEqual([true, undefined]);
  });

  it.each([...REPORTED, ...SPACED])("%s is ignored, and reported", (name) => {
    expect([isLeftOut(name), leftOverOf(name, false)?.message]).toEqual([
      true,
      expect.stringMatching(/ignores|iCloud/),
    ]);
  });

  it.each(PUBLISHED)("is not %s", (name) => {
    expect(isLeftOut(name)).toBe(false);
  });
});

describe("a site with leftovers", () => {
  it("publishes no leftovers, and warns about those that an author may miss", async () => {
    await site({
      "content/index.md": "# Home\n",
      "content/plan.md": "---\ndraft: true\n---\n# Plan\n",
      "content/plan.md.bak": "# Plan, old\n",
      "content/plan.md.orig": "# Plan, merged\n",
      "content/plan.md.tmp": "# Plan\n",
      "content/plan.md~": "# Plan\n",
      "content/.obsidian/app.json": "{}",
      "content/plan (Ada's conflicted copy 2026-01-02).md": "# Plan, hers\n",
      "public/.env": "TOKEN=1\n",
      "public/.DS_Store": "x",
      "public/.well-known/security.txt": "Contact: mailto:a@acme.example\n",
      "public/film.mp4.part": "x",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectFiles([".well-known/security.txt", "index.html"])
      .expectDiagnostics(
        "file-ignored content/plan (Ada's conflicted copy 2026-01-02).md",
        "file-ignored content/plan.md.bak",
        "file-ignored content/plan.md.orig",
        "file-ignored content/plan.md.tmp",
        "file-ignored public/.env",
        "file-ignored public/film.mp4.part",
      );
  });
});
