// Firebase's server: node superstatic.mjs <tools> <folder> <port>
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, folder, port] = process.argv.slice(2);
const superstatic = createRequire(join(tools, "x.js"))("superstatic");
const { hosting } = JSON.parse(readFileSync(join(folder, "firebase.json"), "utf8"));
// Without RE2 it reads expressions as JavaScript has them, where a group is named in another way.
hosting.redirects = hosting.redirects.map((redirect) => ({
  ...redirect,
  regex: redirect.regex.replace("(?P<", "(?<"),
}));
superstatic
  .server({
    port: Number(port),
    hostname: "127.0.0.1",
    cwd: folder,
    config: hosting,
    compression: true,
    debug: false,
  })
  .listen();
