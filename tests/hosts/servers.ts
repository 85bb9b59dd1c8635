/** The hosts' own servers, started on a free port of this machine. Each is a program of its own, which ends with the test. */

import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HostName } from "../../src/config/options.js";
import { headerRules, headersFor } from "../../src/hosting/headers.js";
import { TYPES, typeOf } from "../../src/hosting/types.js";
import { encodePath } from "../../src/site/permalinks.js";
import { freePort } from "../support/free-port.js";
import { readTree } from "../support/read-tree.js";
import type { Address } from "./ask.js";

const TOOLS = fileURLToPath(new URL("tools/node_modules", import.meta.url));
const RUNNERS = fileURLToPath(new URL("runners", import.meta.url));

export interface RealServer {
  readonly host: HostName;
  /** Its column in the matrix. */
  readonly title: string;
  /** Why it cannot be started here; undefined when it can. */
  missing(): string | undefined;
  /** Serves `folder`; `work` is an empty folder for its own files. */
  start(folder: string, work: string): Promise<Running>;
}

export interface Running {
  readonly address: Address;
  close(): Promise<void>;
}

const program = (name: string): string | undefined =>
  ["/usr/sbin", "/usr/bin", "/usr/local/bin"].map((folder) => join(folder, name)).find(existsSync);
const needsPackage = (name: string, debian: string) => (): string | undefined =>
  program(name) === undefined ? `there is no ${name}; it comes with: apt-get install ${debian}` : undefined;
const needsTool = (name: string) => (): string | undefined =>
  existsSync(join(TOOLS, name))
    ? undefined
    : `there is no ${name}; it comes with: npm install --prefix tests/hosts/tools --ignore-scripts`;
const isRoot = process.getuid?.() === 0;

export const SERVERS: readonly RealServer[] = [
  {
    host: "nginx",
    title: "nginx",
    missing: needsPackage("nginx", "nginx-light"),
    async start(folder, work) {
      const port = await freePort();
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `${name}_temp_path ${work}/${name};`)
        .join("\n");
      writeFileSync(
        join(work, "main.conf"),
        `${isRoot ? "user root;\n" : ""}worker_processes 1;\npid ${work}/pid;\nerror_log ${work}/error.log;\nevents {}\nhttp {\naccess_log off;\n${temporary}\nserver {\nlisten 127.0.0.1:${port};\nroot ${folder};\ninclude ${folder}/**SITE**nginx.conf;\n}\n}\n`.replace(
          "**SITE**",
          siteFolder(folder, "nginx.conf"),
        ),
      );
      return run(
        "nginx",
        [program("nginx") ?? "", "-p", work, "-c", join(work, "main.conf"), "-g", "daemon off;"],
        { port },
      );
    },
  },
  {
    host: "apache",
    title: "Apache",
    missing: needsPackage("apache2", "apache2"),
    async start(folder, work) {
      const port = await freePort();
      const modules = ["mpm_event", "authz_core", "dir", "mime", "rewrite", "headers", "filter", "deflate"]
        .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
        .join("\n");
      writeFileSync(
        join(work, "httpd.conf"),
        `ServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${work}/pid\n` +
          `DefaultRuntimeDir ${work}\nErrorLog ${work}/error.log\n${modules}\n` +
          `${isRoot ? "User www-data\nGroup www-data\n" : ""}TypesConfig /dev/null\n` +
          `DocumentRoot ${folder}\n<Directory ${folder}>\nAllowOverride All\nRequire all granted\n` +
          `Options FollowSymLinks\n</Directory>\n<FilesMatch "^\\.ht">\nRequire all denied\n` +
          "</FilesMatch>\n",
      );
      return run("apache2", [program("apache2") ?? "", "-D", "FOREGROUND", "-f", join(work, "httpd.conf")], {
        port,
      });
    },
  },
  {
    host: "caddy",
    title: "Caddy",
    missing: needsPackage("caddy", "caddy"),
    async start(folder, work) {
      const port = await freePort();
      writeFileSync(
        join(work, "Caddyfile"),
        `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${work}\n}\n` +
          `http://localhost:${port} {\n\tbind 127.0.0.1\n\troot * ${folder}\n` +
          `\timport ${folder}/${siteFolder(folder, "Caddyfile")}Caddyfile\n}\n`,
      );
      return run(
        "caddy",
        [program("caddy") ?? "", "run", "--config", join(work, "Caddyfile"), "--adapter", "caddyfile"],
        { port },
        { HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work },
      );
    },
  },
  {
    host: "firebase",
    title: "Firebase",
    missing: needsTool("superstatic"),
    start: (folder) => runner("superstatic", folder),
  },
  {
    host: "vercel",
    title: "Vercel",
    missing: needsTool("serve-handler"),
    start: (folder) => runner("serve", folder),
  },
  {
    host: "s3",
    title: "S3",
    missing: needsTool("s3rver"),
    async start(folder, work) {
      const running = await runner("s3", folder, work);
      await fillBucket(running.address.port, folder);
      return { ...running, address: { ...running.address, hostname: "site.s3-website.localhost" } };
    },
  },
  {
    host: "cloudfront",
    title: "CloudFront",
    missing: () => undefined,
    start(folder, work) {
      writeFileSync(
        join(work, "types.json"),
        JSON.stringify(
          Object.fromEntries(Object.entries(TYPES).map(([ending, type]) => [`.${ending}`, type])),
        ),
      );
      return runner("cloudfront", folder, work);
    },
  },
  {
    host: "cloudflare",
    title: "Cloudflare",
    missing: needsTool("wrangler"),
    async start(folder, work) {
      const port = await freePort();
      return run(
        "wrangler",
        [
          process.execPath,
          join(TOOLS, "wrangler/bin/wrangler.js"),
          "pages",
          "dev",
          folder,
          "--ip",
          "127.0.0.1",
          "--port",
          String(port),
          "--inspector-port",
          "0",
          "--compatibility-date",
          "2025-01-01",
          "--persist-to",
          work,
        ],
        { port },
        {
          HOME: work,
          XDG_CONFIG_HOME: work,
          WRANGLER_SEND_METRICS: "false",
          CI: "1",
          WRANGLER_LOG_PATH: work,
        },
        work,
      );
    },
  },
  {
    host: "netlify",
    title: "Netlify",
    missing: needsTool("netlify-cli"),
    async start(folder, work) {
      const port = await freePort();
      mkdirSync(join(work, "home"));
      return run(
        "netlify",
        [
          process.execPath,
          join(TOOLS, "netlify-cli/bin/run.js"),
          "dev",
          "--offline",
          "--dir",
          folder,
          "--port",
          String(port),
          "--framework",
          "#static",
          "--no-open",
          "--skip-gitignore",
          "--internal-disable-edge-functions",
        ],
        { port },
        {
          HOME: join(work, "home"),
          XDG_CONFIG_HOME: join(work, "home"),
          CI: "1",
          NETLIFY_TELEMETRY_DISABLED: "1",
          NO_UPDATE_NOTIFIER: "1",
        },
        folder,
      );
    },
  },
];

/** Uploads a folder as `handbill deploy` does: with types, and with the headers for caches. */
async function fillBucket(port: number, folder: string): Promise<void> {
  const rules = headerRules({
    options: {},
    sources: new Map(),
    url: "",
    files: [...readTree(folder).keys()],
  });
  for (const [name, bytes] of readTree(folder)) {
    const path = `/site/${encodePath(name)}`;
    const type = typeOf(name);
    const date = new Date().toUTCString();
    const signature = createHmac("sha1", "S3RVER")
      .update(`PUT\n\n${type}\n${date}\n${path}`)
      .digest("base64");
    const headers = {
      host: `s3.localhost:${port}`,
      date,
      authorization: `AWS S3RVER:${signature}`,
      "content-type": type,
      "content-length": bytes.length,
      "cache-control": headersFor(rules, `/${name}`)["Cache-Control"] ?? "",
    };
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port, path, method: "PUT", headers, agent: false },
        (answer) => {
          answer.resume();
          answer.on("end", () => resolve(answer.statusCode));
        },
      );
      sent.on("error", reject);
      sent.end(bytes);
    });
    if (status !== 200) throw new Error(`${path} was not uploaded: ${String(status)}`);
  }
}

/** A server of `runners/`, in a process of its own. */
async function runner(name: string, folder: string, work = ""): Promise<Running> {
  const port = await freePort();
  return run(name, [process.execPath, join(RUNNERS, `${name}.mjs`), TOOLS, folder, String(port), work], {
    port,
  });
}

/** Where the site is below the folder that is served: "x/" with the base /x/. */
function siteFolder(folder: string, file: string): string {
  return existsSync(join(folder, file)) ? "" : existsSync(join(folder, "x", file)) ? "x/" : "";
}

async function run(
  name: string,
  [command = "", ...args]: readonly string[],
  address: Address,
  env: Readonly<Record<string, string>> = {},
  cwd = "/",
): Promise<Running> {
  // A group of its own: what it starts ends with it.
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
    env: { ...process.env, ...env },
    detached: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-4000)));
  let ended = false;
  const end = new Promise<void>((resolve) => child.once("close", () => ((ended = true), resolve())));
  const signal = (which: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, which);
    } catch {
      // It has ended.
    }
  };
  const close = async (): Promise<void> => {
    signal("SIGTERM");
    const late = setTimeout(() => signal("SIGKILL"), 5000);
    await end;
    clearTimeout(late);
    signal("SIGKILL");
  };
  for (let tries = 0; tries < 600 && !ended; tries += 1) {
    if (await answers(address)) return { address, close };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await close();
  throw new Error(`${name} does not answer:\n${said}`);
}

function answers({ port, hostname = "localhost" }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path: "/robots.txt",
        headers: { host: `${hostname}:${port}` },
        agent: false,
        timeout: 2000,
      },
      (answer) => {
        answer.resume();
        resolve((answer.statusCode ?? 500) < 500);
      },
    );
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(false));
    sent.end();
  });
}
