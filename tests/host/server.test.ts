/** The static server: files whole and in part, while builds replace them. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createStaticServer, listen } from "../../src/system/server.js";
import { UsageError } from "../../src/system/usage-error.js";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const html = "<h1>Home</h1>";

async function serve(base = "/"): Promise<{
  readonly ask: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  readonly root: string;
  readonly server: Server;
}> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-server-")));
  mkdirSync(join(root, "a?b"));
  for (const [name, text] of [
    ["index.html", html],
    ["a?b/index.html", "q"],
    ["x.constructor", "c"],
    ["empty.txt", ""],
    ["movie.mp4", "0123456789"],
  ] as const)
    writeFileSync(join(root, name), text);
  const files = new Set([
    "index.html",
    "a?b/index.html",
    "x.constructor",
    "empty.txt",
    "movie.mp4",
    "gone.html",
    "link.html",
  ]);
  const server = createStaticServer({ folder: root, base, files: () => files });
  const port = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          path,
          method,
          headers: { host: `localhost:${port}`, ...headers },
          agent: false,
        },
        (answer) => {
          let body = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
        },
      );
      sent.on("error", reject);
      sent.end();
    });
  return { ask, root, server };
}

describe("the server", () => {
  it("answers with the part of a file that is asked for", async () => {
    const { ask } = await serve();
    const part = async (range: string, more: Record<string, string> = {}) => {
      const { status, headers, body } = await ask("/movie.mp4", { range, ...more });
      return [status, headers["content-range"], headers["content-length"], body];
    };
    expect(await part("bytes=2-4")).toEqual([206, "bytes 2-4/10", "3", "234"]);
    expect(await part("bytes=7-")).toEqual([206, "bytes 7-9/10", "3", "789"]);
    expect(await part("bytes=-2")).toEqual([206, "bytes 8-9/10", "2", "89"]);
    expect(await part("bytes=5-500")).toEqual([206, "bytes 5-9/10", "5", "56789"]);
    expect(await part("bytes=10-")).toEqual([416, "bytes */10", undefined, ""]);
    for (const ignored of ["bytes=4-2", "bytes=-", "bytes=0-1,3-4", "lines=1-2"])
      expect((await part(ignored))[0], ignored).toBe(200);
    expect((await part("bytes=2-4", { "if-range": '"other"' }))[0]).toBe(200);
  });

  it("sends nothing for HEAD and for an empty file", async () => {
    const { ask } = await serve();
    expect(await ask("/", {}, "HEAD")).toMatchObject({
      status: 200,
      body: "",
      headers: { "content-length": String(html.length) },
    });
    expect(await ask("/empty.txt")).toMatchObject({
      status: 200,
      body: "",
      headers: { "content-length": "0" },
    });
  });

  it("knows no type that a name inherits", async () => {
    const { ask } = await serve();
    expect(await ask("/x.constructor")).toMatchObject({
      status: 200,
      body: "c",
      headers: { "content-type": "application/octet-stream" },
    });
  });

  it("redirects to the URL of a folder with every character kept, not permanently, and only on its own host", async () => {
    const { ask } = await serve();
    expect(await ask("/a%3Fb")).toMatchObject({
      status: 301,
      headers: { location: "/a%3Fb/", "cache-control": "no-cache" },
    });
    for (const path of ["/%2fevil.example", "/%2F%2Fevil.example/..", "/https:%2f%2fevil.example"])
      expect([400, 404], path).toContain((await ask(path)).status);
  });

  it("answers 404 for a file that has gone since it was listed, and for a link that has taken its place", async () => {
    const { ask, root } = await serve();
    symlinkSync("/etc/hostname", join(root, "link.html"));
    expect((await ask("/gone.html")).status).toBe(404);
    expect((await ask("/link.html")).status).toBe(404);
    expect((await ask("/")).status).toBe(200);
  });

  it("serves below the base alone", async () => {
    const { ask } = await serve("/docs/");
    expect(await ask("/docs")).toMatchObject({ status: 301, headers: { location: "/docs/" } });
    expect((await ask("/docs/")).body).toBe(html);
    expect((await ask("/")).status).toBe(404);
    expect((await ask("/docsindex.html")).status).toBe(404);
  });

  it("listens on this machine alone, and takes the next port when one is taken", async () => {
    const { server } = await serve();
    const { address, port } = server.address() as AddressInfo;
    expect(address).toBe("127.0.0.1");
    const second = createStaticServer({ folder: "/nowhere", base: "/", files: () => new Set() });
    onTestFinished(() => void second.close());
    expect(await listen(second, port)).toBeGreaterThan(port);
  });
});

describe("explains why it cannot listen, and the fix", () => {
  const refused = (code: string): Server => {
    const server = createServer();
    server.listen = () => (server.emit("error", Object.assign(new Error(code), { code })), server);
    return server;
  };

  it.each([
    [
      "a port that is the system's",
      () => listen(refused("EACCES"), 80),
      "This user is not allowed to use port 80 (EACCES). Use a port from 1024 on, such as --port 4000.",
    ],
    [
      "too many ports that are taken",
      () => listen(refused("EADDRINUSE"), 4000, { tries: 3 }),
      "Port 4003 and the ports before it are in use (EADDRINUSE). Choose another port with --port.",
    ],
    [
      "another machine's address",
      () => listen(createServer(), 0, { host: "192.0.2.1" }),
      "192.0.2.1 is not an IP address of this machine (EADDRNOTAVAIL). Use another one with " +
        "--host, or 0.0.0.0 for all networks.",
    ],
    [
      "a name that is nobody's",
      () => listen(refused("ENOTFOUND"), 0, { host: "nosuchhost" }),
      "The host nosuchhost does not exist (ENOTFOUND). Use an IP address of this machine with " +
        "--host, or 0.0.0.0 for all networks.",
    ],
    [
      "anything else",
      () => listen(refused("EAFNOSUPPORT"), 4000, { host: "::1" }),
      "The server cannot listen on ::1, port 4000: EAFNOSUPPORT. Choose others with --host and --port.",
    ],
  ])("%s", async (_, start, message) => {
    const failure: unknown = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as Error).message).toBe(message);
  });
});
