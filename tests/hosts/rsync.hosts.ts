/** A deployment by rsync over SSH, to a server of OpenSSH on a free port of localhost. Run by `npm run test:hosts`. */

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handbill, readTree, site } from "../support/site.js";

const SSHD = "/usr/sbin/sshd";
const missing = !existsSync(SSHD)
  ? "there is no sshd; it comes with: apt-get install openssh-server"
  : spawnSync("rsync", ["--version"]).error !== undefined
    ? "there is no rsync; it comes with: apt-get install rsync"
    : undefined;
if (missing !== undefined) console.warn(`rsync over SSH is left out: ${missing}`);

let work = "";
let server: ChildProcess | undefined;
let port = 0;

/** What `rsync` is told of the way: the test's own key and port, and nothing of the one who runs it. */
const way = (key = "key") => ({
  RSYNC_RSH:
    `ssh -F /dev/null -p ${port} -i ${join(work, key)} -o IdentitiesOnly=yes -o BatchMode=yes -o ` +
    "StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR",
});

beforeAll(async () => {
  if (missing !== undefined) return;
  work = mkdtempSync(join(tmpdir(), "handbill-ssh-"));
  for (const name of ["host", "key", "other"])
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(work, name)]);
  writeFileSync(join(work, "allowed"), readFileSync(join(work, "key.pub")));
  port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
  writeFileSync(
    join(work, "config"),
    `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${work}/host\nPidFile ${work}/pid\n` +
      `AuthorizedKeysFile ${work}/allowed\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n` +
      "PermitRootLogin prohibit-password\n",
  );
  // Where it gives its rights away, when root starts it (sshd(8), "FILES").
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
  server = spawn(SSHD, ["-D", "-e", "-f", join(work, "config")], { stdio: "ignore" });
  for (let tries = 0; tries < 100 && !(await answers(port)); tries += 1)
    await new Promise((done) => setTimeout(done, 50));
});

afterAll(() => {
  server?.kill();
  if (work !== "") rmSync(work, { recursive: true, force: true });
});

describe.skipIf(missing !== undefined)("a folder by rsync over SSH", () => {
  it("gets changed files, loses only files of this site, and allows one deployment at a time", async () => {
    const served = join(work, "served");
    mkdirSync(served);
    writeFileSync(join(served, "foreign.txt"), "mine");
    const made = site({
      ".eleventy.ts":
        `import { defineSite } from "handbill";\n` +
        `export default defineSite({ layout: "blank", deploy: { production: { to: "rsync", ` +
        `destination: "${userInfo().username}@127.0.0.1:${served}", rollback: true } } });\n`,
      "content/index.md": "one\n",
      "content/a é.md": "a\n",
      "public/app.0a1b2c3d.css": "x",
    });
    const deploy = async (key?: string, ...args: string[]) =>
      handbill(["deploy", ...args], made.root, way(key));
    const there = () => [...readTree(served).keys()].filter((name) => !/^(?:\.handbill|assets)\//.test(name));
    await made.build();
    expect(await deploy("other")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deploy-failed\n.*rsync could not reach .*Permission denied/) as string,
    });
    expect(await deploy("key", "--dry-run")).toMatchObject({ code: 0 });
    expect(there()).toEqual(["foreign.txt"]);
    const both = await Promise.all([deploy(), deploy()]);
    expect(both.map(({ code, stderr }) => `${code} ${stderr.includes("deploy-failed")}`)).toEqual([
      "0 false",
      "0 false",
    ]);
    expect(there()).toEqual(["a é/index.html", "app.0a1b2c3d.css", "foreign.txt", "index.html"]);
    for (const [name, bytes] of readTree(made.path("_site")))
      expect(readFileSync(join(served, name)).equals(bytes), name).toBe(true);
    expect(await deploy()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("Nothing to do") as string,
    });
    await made
      .write("content/index.md", "two\n")
      .remove("content/a é.md")
      .remove("public/app.0a1b2c3d.css")
      .build();
    expect(await deploy()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("0 new, 1 changed, 1 gone") as string,
    });
    expect(there()).toEqual(["app.0a1b2c3d.css", "foreign.txt", "index.html"]);
    expect(readFileSync(join(served, "index.html"), "utf8")).toContain("two");
    expect(await deploy("key", "--rollback")).toMatchObject({ code: 0 });
    expect(there()).toEqual(["a é/index.html", "app.0a1b2c3d.css", "foreign.txt", "index.html"]);
    expect(readFileSync(join(served, "index.html"), "utf8")).toContain("one");
    expect(existsSync(join(served, ".handbill/lock.json"))).toBe(false);
  });

  it("is complete after the connection was lost at any moment, and the next deployment continues", async () => {
    // What cannot be made small on the way.
    const text = (round: number, page: number): string =>
      `${Array.from({ length: 400 }, (_, part) => createHash("sha256").update(`${round} ${page} ${part}`).digest("hex")).join(" ")} end`;
    const served = join(work, "cut");
    mkdirSync(served);
    const made = site({
      ".eleventy.ts":
        `import { defineSite } from "handbill";\n` +
        `export default defineSite({ layout: "blank", deploy: { production: { to: "rsync", ` +
        `destination: "${userInfo().username}@127.0.0.1:${served}" } } });\n`,
      "content/index.md": "version 0\n",
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, n) => [`content/p${n}.md`, `version 0\n\n${text(0, n)}\n`]),
      ),
    });
    await made.build();
    expect((await handbill(["deploy"], made.root, way())).code).toBe(0);
    for (let round = 1; round <= 3; round += 1) {
      for (let n = 0; n < 40; n += 1)
        made.write(`content/p${n}.md`, `version ${round}\n\n${text(round, n)}\n`);
      await made.write("content/index.md", `version ${round}\n`).build();
      // The way is closed after so many bytes of the whole deployment.
      let left = 60_000 * round;
      const gate = createServer((one) => {
        const onward = connect(port, "127.0.0.1");
        one.on(
          "data",
          (bytes: Buffer) => (
            (left -= bytes.length), left < 0 ? (one.destroy(), onward.destroy()) : onward.write(bytes)
          ),
        );
        onward.on("data", (bytes) => void one.write(bytes));
        for (const [a, b] of [
          [one, onward],
          [onward, one],
        ] as const)
          a.on("close", () => b.destroy()).on("error", () => b.destroy());
      });
      await new Promise<void>((done) => void gate.listen(0, "127.0.0.1", done));
      const { RSYNC_RSH } = way();
      const cut = await handbill(["deploy"], made.root, {
        RSYNC_RSH: RSYNC_RSH.replace(`-p ${port}`, `-p ${(gate.address() as AddressInfo).port}`),
      });
      await new Promise<void>((done) => void gate.close(() => done()));
      expect(cut.code, cut.stderr).toBe(1);
      // Every page is the old one or the new one, to its end.
      for (const [name, bytes] of readTree(served))
        if (name.endsWith(".html"))
          expect(bytes.toString(), name).toMatch(
            new RegExp(`^<p>version (?:${round - 1}|${round})</p>\\n(?:<p>[0-9a-f ]+end</p>\\n)?\\n?$`),
          );
      expect((await handbill(["deploy"], made.root, way())).code).toBe(0);
      for (const [name, bytes] of readTree(made.path("_site")))
        expect(readFileSync(join(served, name)).equals(bytes), name).toBe(true);
    }
  });
});

function answers(at: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(at, "127.0.0.1")
      .once("connect", () => (socket.destroy(), resolve(true)))
      .once("error", () => resolve(false));
  });
}
