/**
 * Loaded before the program: counts the changes that its main thread makes to files, and kills it in the middle of one.
 * `HANDBILL_KILL` says which, in JSON: the `at`-th after the first whose path holds `from`. The count goes to the file
 * `log` when the program ends by itself.
 */

const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const { isMainThread } = require("node:worker_threads");

const { from, at, log } = JSON.parse(process.env.HANDBILL_KILL);
const { writeFileSync } = fs;
let count = 0;

function end() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

if (isMainThread) {
  for (const name of "writeFile appendFile copyFile link rename rm rmdir unlink mkdir".split(" ")) {
    const change = fs[`${name}Sync`];
    fs[`${name}Sync`] = (...args) => {
      if (count > 0 || String(args[0]).includes(from)) count += 1;
      if (count !== at) return change(...args);
      // Half of a file is there.
      if (name === "writeFile") change(args[0], args[1].slice(0, args[1].length / 2), args[2]);
      return end();
    };
  }
  syncBuiltinESMExports();
  process.on("exit", () => writeFileSync(log, String(count)));
}
