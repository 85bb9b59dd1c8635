/** Texts are sent compressed to those who take that, as hosts send them. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { createStaticServer, listen } from "../../src/system/server.js";

const text = `<h1>Home</h1>${"<p>The same again.</p>".repeat(200)}`;

async function serve() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "handbill-compression-")));
  const files = { "index.html": text, "small.html": "<h1>Small</h1>", "photo.png": "x".repeat(5000) };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const server = createStaticServer({ folder, base: "/", files: () => new Set(Object.keys(files)) });
  const port = await listen(server, 0);
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  return (path: string, headers: Record<string, string>, method = "GET") =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown>; bytes: Buffer }>(
      (resolve, reject) => {
        request(
          { host: "127.0.0.1", port, path, method, headers: { host: "localhost", ...headers }, agent: false },
          (answer) => {
            const chunks: Buffer[] = [];
            answer
              .on("data", (chunk: Buffer) => chunks.push(chunk))
              .on("end", () =>
                resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) }),
              );
          },
        )
          .on("error", reject)
          .end();
      },
    );
}

it("sends text in the coding that is asked for", async () => {
  const ask = await serve();
  const brotli = await ask("/", { "accept-encoding": "gzip, deflate, br" });
  expect([
    brotli.headers["content-encoding"],
    brotli.headers["vary"],
    brotli.headers["content-type"],
  ]).toEqual(["br", "Accept-Encoding", "text/html; charset=utf-8"]);
  expect(brotli.bytes.length).toBeLessThan(200);
  expect(brotliDecompressSync(brotli.bytes).toString()).toBe(text);
  const gzip = await ask("/", { "accept-encoding": "gzip;q=1.0, br;q=0" });
  expect(gunzipSync(gzip.bytes).toString()).toBe(text);
  const plain = await ask("/", {});
  expect([plain.headers["content-encoding"], plain.bytes.toString()]).toEqual([undefined, text]);
  // Each coding is another text to whoever keeps it.
  expect(new Set([brotli.headers["etag"], gzip.headers["etag"], plain.headers["etag"]]).size).toBe(3);
  expect(
    (await ask("/", { "accept-encoding": "br", "if-none-match": String(brotli.headers["etag"]) })).status,
  ).toBe(304);
  const head = await ask("/", { "accept-encoding": "br" }, "HEAD");
  expect([head.status, head.headers["content-encoding"], head.bytes.length]).toEqual([200, "br", 0]);
});

it("skips small files, binary files and parts of a file", async () => {
  const ask = await serve();
  for (const path of ["/small.html", "/photo.png"])
    expect((await ask(path, { "accept-encoding": "br" })).headers["content-encoding"], path).toBe(undefined);
  const part = await ask("/", { "accept-encoding": "br", range: "bytes=0-3" });
  expect([part.status, part.headers["content-encoding"], part.bytes.toString()]).toEqual([
    206,
    undefined,
    "<h1>",
  ]);
});
