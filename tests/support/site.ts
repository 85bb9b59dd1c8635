/**
 * Runs the program over a tiny site in a temporary folder. Calls are queued, and `await` runs them in order.
 */

import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { PROJECT } from "./project.js";
import { readTree } from "./read-tree.js";

export { PROJECT } from "./project.js";
export { readTree } from "./read-tree.js";

const CLI = join(PROJECT, "dist", "cli.js");

/** Files of a site: path → content. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs `handbill` in a separate process, with this Node. */
export function handbill(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Finished> {
  return run(process.execPath, [CLI, ...args], cwd, env);
}

export class SiteDriver implements PromiseLike<SiteDriver> {
  private queue: (() => void | Promise<void>)[] = [];
  private finished: Finished = { code: null, stdout: "", stderr: "" };
  private kept: ReadonlyMap<string, Buffer> | undefined;

  constructor(readonly root: string) {}

  private step(action: () => void | Promise<void>): this {
    this.queue.push(action);
    return this;
  }

  then<A = SiteDriver, B = never>(
    done?: ((value: SiteDriver) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    const all = (async () => {
      const steps = this.queue;
      this.queue = [];
      for (const action of steps) await action();
      // Not `this`: the promise of a thenable would wait for itself.
      return undefined;
    })();
    return all.then(
      () =>
        done
          ? done(Object.assign(Object.create(SiteDriver.prototype) as SiteDriver, this, { then: undefined }))
          : (undefined as A),
      failed,
    );
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  write(file: string, content: string | Uint8Array): this {
    return this.step(() => {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), content);
    });
  }

  remove(file: string): this {
    return this.step(() => rmSync(this.path(file), { recursive: true }));
  }

  rename(from: string, to: string): this {
    return this.step(() => {
      mkdirSync(dirname(this.path(to)), { recursive: true });
      renameSync(this.path(from), this.path(to));
    });
  }

  /** Makes packages of the project importable from the site, as if they were installed there. */
  install(...packages: string[]): this {
    return this.step(() => {
      for (const name of packages) {
        const to = this.path("node_modules", name);
        mkdirSync(dirname(to), { recursive: true });
        symlinkSync(name === "handbill" ? PROJECT : join(PROJECT, "node_modules", name), to);
      }
    });
  }

  /** `handbill` in this process. */
  run(...args: string[]): this {
    return this.step(async () => {
      const { runHere } = await import("./run-here.js");
      this.finished = await runHere(args, this.root);
    });
  }

  build(...args: string[]): this {
    return this.run("build", ...args);
  }

  /** `handbill` in a separate process. */
  runProcess(...args: string[]): this {
    return this.step(async () => {
      this.finished = await handbill(args, this.root);
    });
  }

  /** Another program, in the site's folder. */
  runOther(command: string, ...args: string[]): this {
    return this.step(async () => {
      this.finished = await run(command, args, this.root);
    });
  }

  expectExit(code: number): this {
    return this.step(() =>
      expect(
        this.finished.code,
        `exit code; the program said:\n${this.finished.stderr}${this.finished.stdout}`,
      ).toBe(code),
    );
  }

  /** Asserts standard error exactly, with seconds as `N s`, or a part of it. */
  expectStderr(expected: string | RegExp): this {
    return this.step(() => {
      const said = this.finished.stderr.replace(/\d+\.\d\d s$/m, "N s");
      if (typeof expected === "string") expect(said).toBe(expected);
      else expect(said).toMatch(expected);
    });
  }

  expectStdout(expected: string | RegExp): this {
    return this.step(() => {
      if (typeof expected === "string") expect(this.finished.stdout).toBe(expected);
      else expect(this.finished.stdout).toMatch(expected);
    });
  }

  /** Asserts the exact list of output files, without those of the default theme. */
  expectFiles(expected: readonly string[], folder = "_site"): this {
    return this.step(() =>
      expect([...readTree(this.path(folder)).keys()].filter((name) => !name.startsWith("assets/"))).toEqual(
        [...expected].sort(),
      ),
    );
  }

  expectFile(file: string, expected: string | Uint8Array, folder = "_site"): this {
    return this.step(() => {
      const bytes = readFileSync(this.path(folder, file));
      if (typeof expected === "string") expect(bytes.toString()).toBe(expected);
      else expect(bytes.equals(expected), `bytes of ${file}`).toBe(true);
    });
  }

  expectContains(file: string, ...parts: string[]): this {
    return this.step(() => {
      const text = readFileSync(this.path("_site", file), "utf8");
      for (const part of parts) expect(text).toContain(part);
    });
  }

  /** Asserts that the path of some file of the output folder matches. */
  expectMade(path: RegExp): this {
    return this.step(() => {
      const paths = [...readTree(this.path("_site")).keys()];
      expect(
        paths.some((one) => path.test(one)),
        `${String(path)} in ${paths.join(", ")}`,
      ).toBe(true);
    });
  }

  expectLacks(file: string, ...parts: string[]): this {
    return this.step(() => {
      const text = readFileSync(this.path("_site", file), "utf8");
      for (const part of parts) expect(text).not.toContain(part);
    });
  }

  /**
   * Asserts `code file:line:column` of every Diagnostic in the JSON format. Leaves out missing home pages,
   * repeated titles and pages without links to them, which most tiny sites have.
   */
  expectDiagnostics(...expected: string[]): this {
    return this.step(() => {
      const { diagnostics } = JSON.parse(this.finished.stdout) as {
        diagnostics: { code: string; file?: string; line?: number; column?: number }[];
      };
      const isMeant = (code: string): boolean =>
        !["home-missing", "page-orphan", "title-duplicate"].includes(code) ||
        expected.some((one) => one.startsWith(code));
      const about = diagnostics.filter(({ code }) => isMeant(code));
      expect(
        about.map(
          ({ code, file, line, column }) =>
            `${code}${file === undefined ? "" : ` ${file}`}${line === undefined ? "" : `:${line}:${column}`}`,
        ),
      ).toEqual(expected);
    });
  }

  /** The text of one of the site's own files. */
  expectSource(file: string, expected: string): this {
    return this.expectFile(file, expected, ".");
  }

  /** Remembers the output folder or another folder, for `expectUntouched`. */
  keep(folder = "_site"): this {
    return this.step(() => {
      this.kept = readTree(this.path(folder));
    });
  }

  expectUntouched(folder = "_site"): this {
    return this.step(() => {
      const now = readTree(this.path(folder));
      expect([...now.keys()]).toEqual([...(this.kept ?? new Map()).keys()]);
      for (const [name, bytes] of now)
        expect(this.kept?.get(name)?.equals(bytes), `bytes of ${name}`).toBe(true);
    });
  }

  check(action: (site: SiteDriver, finished: Finished) => void | Promise<void>): this {
    return this.step(() => action(this, this.finished));
  }
}

/**
 * A site from a folder in tests/sites or from these files, in a temporary folder that is removed when the
 * test ends.
 */
export function site(from: string | Files): SiteDriver {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-test-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  if (typeof from === "string") cpSync(join(PROJECT, "tests", "sites", from), root, { recursive: true });
  else writeFiles(root, from);
  return new SiteDriver(root);
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
