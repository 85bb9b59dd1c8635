/** Other programs, run to their end. */

import { expect, it } from "vitest";
import { runProgram } from "../../src/system/processes.js";

/** Prints the two bytes of `é` at different times, on both streams. */
const HALVES =
  "for (const out of [process.stdout, process.stderr]) { out.write(Buffer.from([0xc3])); " +
  "setTimeout(() => out.write(Buffer.from([0xa9])), 60); }";

it("what a program prints is whole, also a character that comes in two pieces", async () => {
  expect(await runProgram(process.execPath, ["-e", HALVES])).toEqual({ code: 0, stdout: "é", stderr: "é" });
});

it("a program is given its input, and one that is not there has no code", async () => {
  expect(
    await runProgram(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"], { input: "日本" }),
  ).toEqual({ code: 0, stdout: "日本", stderr: "" });
  expect((await runProgram("handbill-no-such-program", [])).code).toBeUndefined();
});
