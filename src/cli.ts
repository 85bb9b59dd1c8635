#!/usr/bin/env node
/** The process around the program: its streams, its signals, its exit code. */

import { availableParallelism } from "node:os";
import "./system/start-engine.js";
import { loadModule } from "./system/load-program.js";

const { EXIT, faultExit, faultText, runProgram } = loadModule<typeof import("./cli/main.js")>("cli/main");

// If a promise of the site never settles, the process ends early. That must not look like success.
process.exitCode = EXIT.fault;
let ended = false;
process.on("exit", (code) => {
  if (!ended && code === EXIT.fault)
    process.stderr.write(
      "handbill: The build stopped early, because a promise in a data file or a filter never settles.\n",
    );
});
process.once("SIGINT", () => process.exit((ended = true) && EXIT.interrupted));
process.once("SIGTERM", () => process.exit((ended = true) && EXIT.terminated));
// A closed pipe (`| head`) loses the rest of the text, but the exit code is still right.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exit((ended = true) && EXIT.fault);
  });
}
const argv = process.argv.slice(2);
const reportFault = (error: unknown): void => void process.stderr.write(faultText(error, argv));
// An error of the site's own code that nothing catches is reported in one line.
process.on("uncaughtException", (error) => {
  reportFault(error);
  process.exit((ended = true) && faultExit(error));
});

process.exitCode = await runProgram(argv, {
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
  pid: process.pid,
  cores: availableParallelism(),
  // `performance.timeOrigin` has the same value, but takes 4 ms to load.
  started: Math.round(Date.now() - process.uptime() * 1000),
  again: false,
  enter(folder) {
    process.chdir(folder);
    return process.cwd();
  },
  surviveErrors() {
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", reportFault);
  },
});
ended = true;
// A slow reader may not have read everything yet.
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write("", done));
// Timers of the site's own code must not keep a finished command alive.
process.exit();
