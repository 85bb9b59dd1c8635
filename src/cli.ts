#!/usr/bin/env node
/** The process around the program: its streams, its signals, its exit code. The only file, beside `src/host`, that touches the process. */

import { availableParallelism } from "node:os";
import "./system/start-engine.js";
import { loadModule } from "./system/load-program.js";

const { EXIT, faultExit, faultText, runProgram } = loadModule<typeof import("./cli/main.js")>("cli/main");

// An end that never came (a promise of the site that never settles) is told, never taken for success.
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
// A reader that goes away (`| head`) loses the rest of the text; the exit code still says how the work ended.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") process.exit((ended = true) && EXIT.fault);
  });
}
const argv = process.argv.slice(2);
const sayFault = (error: unknown): void => void process.stderr.write(faultText(error, argv));
// What the site's own code throws with nobody waiting for it, too, is told in a line, and is no finding about a page.
process.on("uncaughtException", (error) => {
  sayFault(error);
  process.exit((ended = true) && faultExit(error));
});

process.exitCode = await runProgram(argv, {
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
  pid: process.pid,
  cores: availableParallelism(),
  // `performance.timeOrigin` says the same, and takes 4 ms to load: a build that finds nothing changed is short.
  started: Math.round(Date.now() - process.uptime() * 1000),
  again: false,
  enter(folder) {
    process.chdir(folder);
    return process.cwd();
  },
  surviveErrors() {
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", sayFault);
  },
});
ended = true;
// What a slow reader has not taken yet is still on its way.
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write("", done));
// Timers of the site's own code must not keep a finished command alive.
process.exit();
