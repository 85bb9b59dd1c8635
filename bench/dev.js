/**
 * Measures dev servers: npm run bench:dev. Times are from the start of the process, or from closing a file,
 * to the last byte of the page.
 *
 * node bench/dev.js --copies 12 --edits 40 --only handbill,hugo --corpus ../shared/corpora/handbook
 *
 * For Handbill, it acts like the browser script: it waits for the message about a change, then requests the
 * page. Other servers are polled until their answer contains the edit, and so is Handbill in a comparison.
 * VitePress is measured if `--vitepress FOLDER` names a folder in which it is installed. A figure means
 * little without the load of the machine.
 */

import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { get } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "./options.js";
import { subjects } from "./subjects.js";

const project = fileURLToPath(new URL("..", import.meta.url));

/**
 * For each server: how its site is prepared, how it is started, and the URL of its page. The page is that of
 * content/copy-1/index.md.
 */
const servers = {
  handbill: {
    prepare: subjects.handbill.prepare,
    command: (port) => [process.execPath, [join(project, "dist/cli.js"), "dev", "--port", String(port)]],
    path: "/copy-1/",
  },
  hugo: {
    prepare: subjects.hugo.prepare,
    file: "content/copy-1/_index.md",
    command: (port) => ["hugo", ["server", "--port", String(port), "--disableLiveReload"]],
    path: "/copy-1/",
    program: "hugo",
  },
  eleventy: {
    prepare: subjects.eleventy.prepare,
    command: (port) => [
      process.execPath,
      [
        join(project, "node_modules/@11ty/eleventy/cmd.cjs"),
        "--serve",
        "--incremental",
        "--quiet",
        "--port",
        String(port),
      ],
    ],
    path: "/copy-1/",
  },
  vitepress: {
    prepare(folder, from, copies) {
      subjects.handbill.prepare(folder, from, copies);
      symlinkSync(join(resolve(values.vitepress ?? "."), "node_modules"), join(folder, "node_modules"));
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    },
    command: (port) => [
      process.execPath,
      [
        join(resolve(values.vitepress ?? "."), "node_modules/vitepress/bin/vitepress.js"),
        "dev",
        "content",
        "--port",
        String(port),
        "--strictPort",
      ],
    ],
    // Only the page's module: its HTML is made in the browser.
    path: "/copy-1/index.md",
  },
};

const every = Object.keys(servers);
const values = readOptions(
  "dev.js",
  {
    copies: "1,12",
    edits: "40",
    only: every.join(","),
    corpus: "../shared/corpora/handbook",
    vitepress: undefined,
  },
  every,
);
const corpus = resolve(values.corpus);
const edits = Number(values.edits);

/** The body of an answer. Rejects if the request fails. */
function ask(port, path) {
  return new Promise((done, fail) => {
    get({ host: "localhost", port, path, agent: false }, (response) => {
      let body = "";
      response
        .on("data", (chunk) => (body += chunk))
        .on("end", () => done({ status: response.statusCode, body }))
        .on("error", fail);
    }).on("error", fail);
  });
}

/** Requests the page until it contains a text. Gives the time of the last byte. */
async function until(port, path, text, limit = 120_000) {
  const end = performance.now() + limit;
  while (performance.now() < end) {
    const answer = await ask(port, path).catch(() => undefined);
    if (answer?.status === 200 && answer.body.includes(text)) return performance.now();
    await new Promise((done) => setTimeout(done, 2));
  }
  throw new Error(`${path} never held ${text}`);
}

/** Follows a page as Handbill's script does. Gives a function that waits until the page contains a text. */
function follow(port, path) {
  let heard = () => undefined;
  const events = get(
    { host: "localhost", port, path: `/@handbill/events?path=${path}`, agent: false },
    (response) => response.on("data", (chunk) => String(chunk).includes("data:") && heard()),
  );
  events.on("error", () => undefined);
  return {
    stop: () => events.destroy(),
    holds: (text) =>
      new Promise((done) => {
        heard = async () => {
          const { body } = await ask(port, `/@handbill/page?path=${path}`);
          if (body.includes(text)) done(performance.now());
        };
      }),
  };
}

function residentOf(pid) {
  return Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
  );
}

const at = (list, part) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const told = (list) =>
  `median ${at(list, 0.5).toFixed(0)} ms, 95th percentile ${at(list, 0.95).toFixed(0)} ms (${list.length} edits)`;
const load = () => `load ${loadavg()[0].toFixed(1)}`;
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let nextPort = 4600;
async function start(server, folder) {
  const port = (nextPort += 1);
  const [command, args] = server.command(port);
  const begun = performance.now();
  const child = spawn(command, args, { cwd: folder, stdio: "ignore" });
  const ended = await until(port, server.path, "");
  return { child, port, milliseconds: ended - begun };
}

function stop({ child }) {
  return new Promise((done) => {
    child.on("close", done);
    child.kill();
  });
}

async function measure(name, copies) {
  const server = servers[name];
  const folder = mkdtempSync(join(tmpdir(), "handbill-dev-bench-"));
  try {
    server.prepare(folder, corpus, copies);
    const file = join(folder, server.file ?? "content/copy-1/index.md");
    const say = (what, figure) =>
      console.log(`  ${name.padEnd(10)} ${what.padEnd(32)} ${figure}  [${load()}]`);
    let running = await start(server, folder);
    say("first page, no cache", `${(running.milliseconds / 1000).toFixed(2)} s`);
    if (name === "handbill") {
      await stop(running);
      spawnSync(process.execPath, [join(project, "dist/cli.js"), "build", "--quiet"], { cwd: folder });
      running = await start(server, folder);
      say("first page, with a cache", `${(running.milliseconds / 1000).toFixed(2)} s`);
    }
    const { port, child } = running;
    const asked = { holds: (text) => until(port, server.path, text), stop: () => undefined };
    const page = name === "handbill" ? follow(port, server.path) : asked;
    const original = readFileSync(file, "utf8");
    const rounds = async (amount, edit, text, by = page) => {
      const list = [];
      for (let round = 0; round < amount; round += 1) {
        // Authors do not save again immediately after an edit becomes visible.
        await rest(150);
        const seen = by.holds(text(round));
        edit(round);
        const closed = performance.now();
        list.push((await seen) - closed);
      }
      return list;
    };
    await rest(500);
    say(
      "body edit",
      told(
        await rounds(
          edits,
          (round) => writeFileSync(file, `${original}\n\nEdit number ${round}.\n`),
          (round) => `Edit number ${round}.`,
        ),
      ),
    );
    if (name === "handbill" && copies === 1)
      say(
        "body edit, asked as the others",
        told(
          await rounds(
            edits,
            (round) => writeFileSync(file, `${original}\n\nAsked edit ${round}.\n`),
            (round) => `Asked edit ${round}.`,
            asked,
          ),
        ),
      );
    if (name === "handbill") {
      say(
        "title edit",
        told(
          await rounds(
            edits / 2,
            (round) => writeFileSync(file, original.replace(/^# .*$/m, `# Title number ${round}`)),
            (round) => `Title number ${round}`,
          ),
        ),
      );
      mkdirSync(join(folder, "layouts/partials"), { recursive: true });
      const layout = readFileSync(join(project, "layouts/docs.njk"), "utf8");
      say(
        "layout edit",
        told(
          await rounds(
            edits / 2,
            (round) =>
              writeFileSync(
                join(folder, "layouts/docs.njk"),
                layout.replace("{% block body %}", `{% block body %}<i>Layout number ${round}</i>`),
              ),
            (round) => `Layout number ${round}`,
          ),
        ),
      );
      const footer = readFileSync(join(project, "layouts/partials/footer.njk"), "utf8");
      say(
        "include edit",
        told(
          await rounds(
            edits / 2,
            (round) =>
              writeFileSync(
                join(folder, "layouts/partials/footer.njk"),
                `${footer}<i>Include number ${round}</i>`,
              ),
            (round) => `Include number ${round}`,
          ),
        ),
      );
      await rounds(
        Math.max(0, 200 - edits),
        (round) => writeFileSync(file, `${original}\n\nLater edit ${round}.\n`),
        (round) => `Later edit ${round}.`,
      );
    }
    say("memory", `${residentOf(child.pid)} MB`);
    page.stop();
    await stop(running);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (!existsSync(join(corpus, "content"))) {
  console.log(`There is no corpus at ${values.corpus}; name one with --corpus DIR.`);
} else {
  console.log(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`);
  const size = readdirSync(join(corpus, "content"), { recursive: true }).filter((name) =>
    String(name).endsWith(".md"),
  ).length;
  for (const copies of values.copies.split(",").map(Number)) {
    console.log(`\n${(size * copies).toLocaleString("en")} pages`);
    for (const name of values.only.split(",")) {
      // The others are measured once, with the original size of the corpus.
      if (name !== "handbill" && copies !== 1) continue;
      if (
        servers[name].program !== undefined &&
        spawnSync(servers[name].program, ["version"]).error !== undefined
      )
        console.log(`  ${name} is not on the path, and is left out.`);
      else if (name === "vitepress" && values.vitepress === undefined)
        console.log("  vitepress is left out: --vitepress names no folder.");
      else await measure(name, copies);
    }
  }
}
