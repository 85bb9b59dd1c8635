/** The keys of `handbill dev`, pressed at a terminal: `script` of util-linux makes one. */

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "../support/eventually.js";
import { PROJECT, site } from "../support/site.js";

const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).error === undefined;

describe.skipIf(!hasTerminal)("at a terminal", () => {
  it.each([
    ["q", "q"],
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])(
    "`o` opens the browser at the site's URL, and %s ends the server and restores the terminal",
    async (_, key) => {
      const made = await site({ "content/index.md": "# Hi\n" });
      mkdirSync(made.path("bin"));
      writeFileSync(
        made.path("bin/xdg-open"),
        `#!/bin/sh\nprintf %s "$1" > ${made.path("opened")}.part && mv ${made.path("opened")}.part ` +
          `${made.path("opened")}\n`,
      );
      chmodSync(made.path("bin/xdg-open"), 0o755);
      // What the terminal is set to afterwards is part of what is said.
      const child = spawn(
        "script",
        [
          "-qefc",
          `${process.execPath} ${join(PROJECT, "dist/cli.js")} dev --port 0; echo "ended with $?"; stty -a`,
          "/dev/null",
        ],
        {
          cwd: made.root,
          env: {
            ...process.env,
            NO_COLOR: "1",
            PATH: `${made.path("bin")}${delimiter}${process.env["PATH"] ?? ""}`,
          },
        },
      );
      onTestFinished(() => void child.kill("SIGKILL"));
      let said = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
      await eventually(
        () => said.includes("Press o to open the browser, q to quit."),
        () => said,
      );
      // Keys that mean nothing, as one piece with one that does: a letter, an arrow, a function key with a q in its sequence.
      child.stdin.write("x\u001b[A\u001bOq\u001b[1;5q" + "o");
      await eventually(
        () => existsSync(made.path("opened")),
        () => said,
      );
      const address = readFileSync(made.path("opened"), "utf8");
      expect(said).toContain(address);
      expect((await fetch(address)).status).toBe(200);
      child.stdin.write(key);
      await eventually(
        () => /ended with \d+[\s\S]*icanon/.test(said),
        () => said,
      );
      expect(said).toContain("ended with 0");
      expect(said).toMatch(/(?<!-)icanon/);
      await expect(fetch(address)).rejects.toThrow();
    },
  );

  it("Ctrl-Z stops the server and gives the terminal back, and `fg` has it go on", async () => {
    const made = await site({ "content/index.md": "# Hi\n" });
    const child = spawn("script", ["-qefc", "bash --norc --noprofile -i", "/dev/null"], {
      cwd: made.root,
      env: { ...process.env, NO_COLOR: "1" },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    const hears = (pattern: RegExp) =>
      eventually(
        () => pattern.test(said),
        () => said,
      );
    child.stdin.write(`${process.execPath} ${join(PROJECT, "dist/cli.js")} dev --port 0\n`);
    await hears(/q to quit\./);
    child.stdin.write("\u001a");
    await hears(/Stopped/);
    child.stdin.write("stty -a; echo $((40 + 2)) is seen\n");
    await hears(/(?<!-)icanon[\s\S]*42 is seen/);
    said = "";
    child.stdin.write("fg\n");
    await hears(/dev --port 0/);
    // The keys are keys again a moment later.
    await new Promise((done) => setTimeout(done, 300));
    child.stdin.write("q");
    await hears(/[#$] $/);
    child.stdin.write("echo ended with $?\n");
    await hears(/ended with 0/);
  });
});
