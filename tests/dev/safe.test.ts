/** The dev server on a developer's machine: whom it answers, what it gives away, and that nothing stops it. */

import { spawn } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startDev, type DevProcess } from "../support/dev.js";
import { eventually } from "../support/eventually.js";
import { site } from "../support/site.js";

const SECRET = "the secret of this machine";

let dev: DevProcess;
let root: string;

async function open(...args: string[]): Promise<void> {
  ({ root } = await site({
    "content/index.md": "# Home\n",
    "content/_data/hidden.json": `{ "text": "${SECRET}" }`,
    ".eleventy.ts":
      `import { defineSite } from "handbill";\n// ${SECRET}\n` +
      `export default defineSite({ eleventy(config) { config.addFilter("later", () => { ` +
      `setTimeout(() => { throw new Error("late"); }); Promise.reject(new Error("unheard")); return ` +
      `""; }); } });\n`,
    ".env": SECRET,
    ".git/config": SECRET,
    "package.json": `{ "type": "module", "description": "${SECRET}" }`,
    "public/file.txt": "a file",
    "layouts/bad.njk": "{{ 1 | later }}<h1>Bad</h1>",
    "content/bad.md": "---\nlayout: bad\n---\nBad.\n",
  }));
  dev = await startDev(root, ...args);
}

/** Whether the head of an answer and the body that it announces are there. */
function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const length = /^content-length: (\d+)/im.exec(text.slice(0, end))?.[1];
  return length === undefined ? text.endsWith("0\r\n\r\n") : text.length - end - 4 >= Number(length);
}

/** Sends bytes as they are; gives what came back until the answer was whole or the connection ended. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(dev.port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (isWhole(text)) end();
    });
    socket.on("error", end).on("close", end);
  });
}

const alive = async (): Promise<void> => expect((await dev.ask("/")).status).toBe(200);

it("listens on this machine alone, and moves on when a port is taken", async () => {
  await open();
  for (const { address, internal, family } of Object.values(networkInterfaces()).flatMap(
    (list) => list ?? [],
  )) {
    if (internal || family !== "IPv4") continue;
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(dev.port, address, () => resolve(true));
      socket.on("error", () => resolve(false));
      onTestFinished(() => void socket.destroy());
    });
    expect(reached, address).toBe(false);
  }
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const second = await startDev(root, "--port", String(port));
  expect(second.said()).toContain(`Port ${port} is in use.`);
  expect(second.port).toBeGreaterThan(port);
});

it("redirects to the URL of a folder and keeps the query", async () => {
  await open();
  expect((await dev.ask("/bad?x=1&y=%20")).headers.location).toBe("/bad/?x=1&y=%20");
});

it("listens to other machines if asked to, and still refuses unknown host names", async () => {
  await open("--host", "0.0.0.0");
  const network = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  if (network !== undefined) {
    expect(dev.said()).toContain(`http://${network}:${dev.port}/`);
    expect((await dev.ask("/", { host: `${network}:${dev.port}` })).status).toBe(200);
  }
  expect((await dev.ask("/", { host: "evil.example" })).status).toBe(403);
});

describe("answers", () => {
  it("no foreign name and no foreign page", async () => {
    await open();
    for (const host of [
      "evil.example",
      `evil.example:${dev.port}`,
      "localhost.evil.example",
      "127.0.0.1.evil.example",
    ]) {
      const { status, body } = await dev.ask("/", { host });
      expect([400, 403], host).toContain(status);
      expect(body).not.toContain("Home");
    }
    expect(await send("GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    for (const path of ["/@handbill/events?path=/", "/@handbill/page?path=/", "/@handbill/problems?path=/"]) {
      expect((await dev.ask(path, { origin: "https://evil.example" })).status, path).toBe(403);
      expect((await dev.ask(path, { origin: "null" })).status, path).toBe(403);
      expect((await dev.ask(path, { "sec-fetch-site": "cross-site" })).status, path).toBe(403);
      expect((await dev.ask(path, { "sec-fetch-site": "same-site" })).status, path).toBe(403);
    }
    const { headers } = await dev.ask("/@handbill/page?path=/", {
      origin: dev.address,
      "sec-fetch-site": "same-origin",
    });
    expect(headers["access-control-allow-origin"]).toBe(undefined);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    // There is no WebSocket to speak to.
    expect(
      await send(
        "GET /@handbill/events HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n" +
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\xffgarbage\x00\xff",
      ),
    ).toMatch(/^HTTP\/1\.1 403 |^$/);
    await alive();
  });

  it("no source file for any URL", async () => {
    await open();
    symlinkSync("/etc/passwd", join(root, "public/passwd.txt"));
    symlinkSync("/etc", join(root, "public/etc"));
    symlinkSync(join(root, ".env"), join(root, "public/env.txt"));
    await eventually(
      async () => !dev.said().endsWith("quits.\n"),
      () => "the links were not seen",
    );
    const paths = [
      "/.eleventy.ts",
      "/.env",
      "/.git/config",
      "/package.json",
      "/content/index.md",
      "/content/_data/hidden.json",
      "/_data/hidden.json",
      "/index.md",
      "/layouts/bad.njk",
      "/public/file.txt",
      "/passwd.txt",
      "/etc/passwd",
      "/env.txt",
      "/@handbill/../package.json",
      "/@handbill/dev.ts",
      "/@handbill/",
      "/%2e%2e/.env",
      "/..%2f.env",
      "/..%5c.env",
      "/%5c..%5c.env",
      "/file.txt%00",
      "/a/%2e%2e/%2e%2e/.env",
      "//evil.example/",
      "/%c0%ae%c0%ae/.env",
      "/%",
      "/%zz",
      "/@handbill/%2e%2e/package.json",
      "/constructor",
      "/__proto__",
      "/@handbill/constructor",
    ];
    for (const path of paths) {
      const { status, body } = await dev.ask(path);
      expect([400, 403, 404], path).toContain(status);
      expect(body, path).not.toContain(SECRET);
      expect(body, path).not.toContain("root:");
    }
    // A file that was published, and became a link since the list was made.
    rmSync(join(root, "public/file.txt"));
    symlinkSync(join(root, "../outside.txt"), join(root, "public/file.txt"));
    writeFileSync(join(root, "../outside.txt"), SECRET);
    onTestFinished(() => rmSync(join(root, "../outside.txt")));
    expect((await dev.ask("/file.txt")).body).not.toContain(SECRET);
    await alive();
  });

  it("no page in a frame of another site", async () => {
    await open();
    for (const path of ["/", "/no-such-page/", "/@handbill/dev.js", "/file.txt"]) {
      const { headers } = await dev.ask(path);
      expect(headers["x-frame-options"], path).toBe("SAMEORIGIN");
      expect(headers["content-security-policy"], path).toMatch(/(?:^|; ?)frame-ancestors '(?:self|none)'/);
    }
  });

  it("no other method, and nothing that is malformed", async () => {
    await open();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
      expect((await dev.ask("/", {}, method)).status, method).toBe(405);
    expect(await send("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await send("\x16\x03\x01\x02\x00 not HTTP at all\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    for (const host of [
      "a\r\nHost: b",
      "localhost\r\nHost: localhost",
      "localhost\r\nHost: evil.example",
      "localhost:99999999",
      "localhost:65536",
      "localhost:port",
      "localhost/",
      "a@localhost",
      "[::1",
    ])
      expect(await send(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 400 /);
    expect(await send(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 4\d\d /,
    );
    expect(await send("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(
      await send(
        "GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nHost: localhost\r\n" +
          "\r\n0\r\n\r\n",
      ),
    ).toMatch(/^HTTP\/1\.1 4\d\d /);
    await alive();
  });
});

it("lives on with a thousand idle connections, and with listeners that read nothing", async () => {
  await open();
  const sockets: Socket[] = [];
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  for (let index = 0; index < 1000; index += 1) {
    const socket = connect(dev.port, "127.0.0.1");
    socket.on("error", () => undefined).pause();
    if (index % 2 === 0) socket.write("GET /@handbill/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
    sockets.push(socket);
  }
  await alive();
  writeFileSync(join(root, "content/index.md"), "# Changed\n");
  await dev.until("/", "Changed");
});

it("survives errors of the site's own code", async () => {
  await open();
  await dev.ask("/bad/");
  await eventually(
    () => dev.said().includes("late") && dev.said().includes("unheard"),
    () => dev.said(),
  );
  await alive();
  expect(dev.child.exitCode).toBe(null);
});

it("ends at once on request, and leaves no file", async () => {
  await open();
  const ended = new Promise((resolve) => dev.child.on("exit", (code) => resolve(code)));
  dev.child.kill("SIGTERM");
  expect(await ended).toBe(143);
  const { stdout } = spawn("ls", ["-A", root]);
  const names = await new Promise<string>((resolve) =>
    stdout.on("data", (chunk: Buffer) => resolve(chunk.toString())),
  );
  expect(names.split("\n").filter((name) => name === "_site" || name === ".cache")).toEqual([]);
});
