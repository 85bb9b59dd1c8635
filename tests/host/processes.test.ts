/** Other programs, run to their end. */

import { expect, it } from "vitest";
import { runProgram } from "../../src/system/processes.js";

/** Prints the two bytes of `é` at different times, on both streams. */
const HALVES =
  "for (const out of [process.stdout, process.stderr]) { out.write(Buffer.from([0xc3])); " +
  "setTimeout(() => out.write(Buffer.from([0xa9])), 60); }";

it("the output of a program is complete, also a character that arrives in two pieces", async () => {
  expect(await runProgram(process.execPath, ["-e", HALVES])).toEqual({ code: 0, stdout: "é", stderr: "é" });
});

it("a program gets its input, and a missing one has no exit code", async () => {
  expect(
    await runProgram(process.execPath, ["-e", "process.stdin.pipe(process.stdout)"], { input: "日本" }),
  ).toEqual({ code: 0, stdout: "日本", stderr: "" });
  expect((await runProgram("handbill-no-such-program", [])).code).toBeUndefined();
});
