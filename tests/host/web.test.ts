/** Requests to servers of this machine, under names of the web. */

import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createRawServer, type AddressInfo } from "node:net";
import type dns from "node:dns";
import { describe, expect, it, onTestFinished } from "vitest";
import { isPublicAddress } from "../../src/system/public-addresses.js";
import { createWeb, type WebOptions } from "../../src/system/web.js";
import { freePort } from "../support/free-port.js";

async function serve(answer: RequestListener): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  onTestFinished(() => void (server.closeAllConnections(), server.close()));
  return { server, port: (server.address() as AddressInfo).port };
}

/** A web in which every name but gone.dev leads here, where that is allowed. */
function web(addresses: readonly string[] = ["127.0.0.1"], options: Partial<WebOptions> = {}) {
  const lookup = ((name: string, _: unknown, done: (error: Error | null, found?: unknown) => void) => {
    if (name === "gone.dev") done(Object.assign(new Error("not found"), { code: "ENOTFOUND" }));
    else
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
  }) as unknown as typeof dns.lookup;
  const made = createWeb({ userAgent: "handbill/1.2.3", lookup, isAllowed: () => true, ...options });
  onTestFinished(made.close);
  return made;
}

const head = (address: string) => ({ address, method: "HEAD" as const });

describe("a request", () => {
  it("sends only its user agent, and gives status, redirect, wait and cookies", async () => {
    const heard: unknown[] = [];
    const { port } = await serve(({ method, url, headers }, response) => {
      heard.push([method, url, headers]);
      response
        .writeHead(302, {
          Location: Buffer.from("/ü").toString("latin1"),
          "Retry-After": "3",
          "Set-Cookie": ["a=1; Path=/; HttpOnly", "b=2"],
        })
        .end();
    });
    expect(await web().ask({ ...head(`http://a.dev:${port}/x?y`), cookie: "c=3" })).toEqual({
      status: 302,
      location: "/ü",
      retryAfter: "3",
      cookies: ["a=1", "b=2"],
    });
    expect(heard).toEqual([
      [
        "HEAD",
        "/x?y",
        {
          host: `a.dev:${port}`,
          "user-agent": "handbill/1.2.3",
          accept: "text/html,application/xhtml+xml,*/*;q=0.8",
          cookie: "c=3",
          connection: "keep-alive",
        },
      ],
    ]);
  });

  it("keeps the connection for the next one", async () => {
    const { server, port } = await serve(
      (_, response) => void response.writeHead(200, { "Content-Length": 5 }).end(),
    );
    let connections = 0;
    server.on("connection", () => (connections += 1));
    const { ask } = web();
    for (const path of ["a", "b", "c"]) {
      expect(await ask(head(`http://a.dev:${port}/${path}`))).toEqual({ status: 200, cookies: [] });
      // The answer is here before its connection is free.
      await new Promise((done) => setImmediate(done));
    }
    expect(connections).toBe(1);
  });

  it("does not read a body that has no end", async () => {
    let isGone: (value: unknown) => void = () => undefined;
    const gone = new Promise((done) => (isGone = done));
    const { port } = await serve((_, response) => {
      response.on("close", isGone);
      response.writeHead(200);
      response.write("x".repeat(100_000));
    });
    expect(await web().ask({ address: `http://a.dev:${port}/`, method: "GET" })).toEqual({
      status: 200,
      cookies: [],
    });
    await gone;
  });

  it("that is not answered in time is given up", async () => {
    const { port } = await serve(() => undefined);
    expect(await web(["127.0.0.1"], { timeout: 50 }).ask(head(`http://a.dev:${port}/`))).toEqual({
      fault: "time",
    });
  });

  it("to a missing host name or a closed port is a fault", async () => {
    expect(await web().ask(head("http://gone.dev/"))).toEqual({ fault: "no-host" });
    expect(await web().ask(head(`http://a.dev:${await freePort()}/`))).toEqual({ fault: "refused" });
  });

  it("that is answered by no HTTP, or by nothing safe, is a fault", async () => {
    const server = createRawServer((socket) => socket.end("hello\r\n\r\n")).listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await web().ask(head(`http://a.dev:${port}/`))).toEqual({ fault: "network" });
    expect(await web().ask(head(`https://a.dev:${port}/`))).toEqual({ fault: "tls" });
  });
});

describe("a private network", () => {
  it.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])(
    "is not asked when a name leads to %s",
    async (address) => {
      let isAsked = false;
      const { port } = await serve((_, response) => void ((isAsked = true), response.end()));
      for (const before of [[], ["1.1.1.1"]]) {
        const { ask } = web([...before, address], { isAllowed: isPublicAddress });
        expect(await ask(head(`http://a.dev:${port}/`))).toEqual({ fault: "private" });
      }
      expect(isAsked).toBe(false);
    },
  );

  it.each(["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "0.0.0.0"])(
    "is not asked at %s",
    async (host) => {
      let isAsked = false;
      const { port } = await serve((_, response) => void ((isAsked = true), response.end()));
      expect(await web([], { isAllowed: isPublicAddress }).ask(head(`http://${host}:${port}/`))).toEqual({
        fault: "private",
      });
      expect(isAsked).toBe(false);
    },
  );
});

it("knows whether any name is known here", async () => {
  const offline = ((_: string, done: (error: Error) => void) =>
    done(new Error("no network"))) as unknown as typeof dns.lookup;
  const online = ((_: string, done: (error: null) => void) => done(null)) as unknown as typeof dns.lookup;
  expect(await createWeb({ userAgent: "x", lookup: offline }).isReachable()).toBe(false);
  expect(await createWeb({ userAgent: "x", lookup: online }).isReachable()).toBe(true);
});
