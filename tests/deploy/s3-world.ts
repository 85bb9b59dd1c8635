/** A real S3 server, a proxy in front of it that does harm, two releases of a small site, and a reader. */

import { createHash, randomInt } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import S3rver from "@20minutes/s3rver";
import * as sdk from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { hashOf } from "../../src/writer/manifest.js";
import { carryOut, openState, planFor } from "../../src/deploy/deploy-to-store.js";
import type { Files } from "../../src/deploy/state.js";
import { s3Store } from "../../src/deploy/s3.js";
import type { Store } from "../../src/deploy/store.js";
import { createQueue } from "../../src/system/threads.js";

/** A release: path → text. */
export type Release = ReadonlyMap<string, string>;

const hashed = (name: string, text: string, ending: string) =>
  `assets/${name}.${createHash("sha256").update(text).digest("hex").slice(0, 8)}a1.${ending}`;

/** A site of some pages, each with a style sheet whose name changes with its text, and links to the others. */
export function release(version: number, pages: readonly string[]): Release {
  const css = `body { color: rgb(${version}, 0, 0) } /* ${"x".repeat(2000)} */`;
  const style = hashed("site", css, "css");
  const links = pages.map((name) => `<a href="/${name}/index.html">${name}</a>`).join("");
  const page = (name: string) =>
    `<!DOCTYPE html><link rel="stylesheet" href="/${style}"><h1>${name} ${version}</h1>${links}` +
    `${"<p>text</p>".repeat(300)}</html>`;
  return new Map([
    [style, css],
    ["feed é &.xml", `<feed>${version}</feed>`],
    ["same.txt", "same"],
    ...pages.map((name): [string, string] => [`${name}/index.html`, page(name)]),
    ["index.html", page("home")],
  ]);
}

export const OLD = release(1, ["a", "b", "c", "d", "gone"]);
export const NEW = release(2, ["a", "b", "c", "d", "new"]);

export const filesOf = (made: Release): Files =>
  new Map([...made].map(([path, text]) => [path, { hash: hashOf(Buffer.from(text)), size: text.length }]));

/** What the proxy does with a request; it gets its number, from 1. */
export type Harm = (
  number: number,
  request: IncomingMessage,
) =>
  | "pass"
  | "lose"
  | "lose answer"
  | "cut in the middle"
  | "500"
  | { readonly wait: number | Promise<void> };

export interface World {
  /** The bucket through the proxy, as the program sees it. */
  store(secret?: string): Store;
  harm: Harm;
  /** What the service makes of "only where nothing is" (If-None-Match: *). The server of this test passes over it, as some do; S3 keeps to it. */
  conditions: "kept" | "passed over" | "unknown";
  /** Successful writes of the site's own files, by key and hash of their bytes. */
  readonly writes: Map<string, number>;
  readonly requests: () => number;
  /** The object as a visitor gets it; undefined when there is none. */
  get(
    key: string,
  ): Promise<{ readonly text: string; readonly type: string; readonly cache: string } | undefined>;
  put(key: string, text: string): Promise<void>;
  clear(): void;
  close(): Promise<void>;
}

/** `silence`: after so many milliseconds without an answer, the program asks again. */
export async function openWorld(attempts = 2, silence?: number): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "handbill-s3-"));
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory,
    configureBuckets: [{ name: "site" }],
  });
  const backend = ((await server.run()) as AddressInfo).port;
  let requests = 0;
  const writes = new Map<string, number>();
  // S3 replaces an object in one step; this server writes into it. So nobody reads while it writes.
  const inTurn = createQueue();
  const proxy = createServer((request, response) => {
    requests += 1;
    void relay(request, response, world.harm(requests, request));
  });
  await new Promise<void>((done) => void proxy.listen(0, "127.0.0.1", done));
  const { port } = proxy.address() as AddressInfo;

  const relay = async (
    request: IncomingMessage,
    response: ServerResponse,
    harm: ReturnType<Harm>,
  ): Promise<void> => {
    // S3 stores a whole object or none; the server of this test would store half of one, so half is not passed on.
    if (harm === "cut in the middle")
      return void request
        .once("data", () => request.socket.destroy())
        .once("end", () => request.socket.destroy());
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks);
    if (harm === "lose") return void request.socket.destroy();
    if (harm === "500")
      return void response
        .writeHead(500, { "Content-Type": "application/xml" })
        .end("<Error><Code>InternalError</Code></Error>");
    if (typeof harm === "object") await (typeof harm.wait === "number" ? sleep(harm.wait) : harm.wait);
    await inTurn(
      () =>
        new Promise<void>((done) => {
          if (request.headers["if-none-match"] === "*" && world.conditions !== "passed over") {
            if (world.conditions === "unknown")
              return void response
                .writeHead(501, { "Content-Type": "application/xml" })
                .end("<Error><Code>NotImplemented</Code></Error>", done);
            if (
              existsSync(
                join(
                  directory,
                  "site",
                  `${decodeURIComponent(request.url?.replace(/^\/site\/|\?.*$/g, "") ?? "")}._S3rver_object`,
                ),
              )
            ) {
              return void response
                .writeHead(412, { "Content-Type": "application/xml" })
                .end("<Error><Code>PreconditionFailed</Code></Error>", done);
            }
          }
          const forward = httpRequest(
            {
              host: "127.0.0.1",
              port: backend,
              method: request.method,
              path: request.url,
              headers: request.headers,
            },
            (answer) => {
              if (
                request.method === "PUT" &&
                answer.statusCode === 200 &&
                request.headers["x-amz-copy-source"] === undefined &&
                request.url?.includes(".handbill") === false
              ) {
                const key = `${decodeURIComponent(request.url)} ${hashOf(body)}`;
                writes.set(key, (writes.get(key) ?? 0) + 1);
              }
              answer.on("close", done);
              if (harm === "lose answer")
                return void answer.resume().on("end", () => request.socket.destroy());
              response.writeHead(answer.statusCode ?? 500, answer.headers);
              answer.pipe(response);
            },
          );
          forward.on("error", () => {
            request.socket.destroy();
            done();
          });
          forward.end(body);
        }),
    );
  };

  class Client extends sdk.S3Client {
    constructor(settings: sdk.S3ClientConfig) {
      super({
        ...settings,
        maxAttempts: attempts,
        ...(silence !== undefined && { requestHandler: { socketTimeout: silence } }),
      });
    }
  }
  const direct = new sdk.S3Client({
    region: "auto",
    endpoint: `http://127.0.0.1:${backend}`,
    forcePathStyle: true,
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const world: World = {
    store(secret = "S3RVER") {
      process.env["AWS_ACCESS_KEY_ID"] = "S3RVER";
      process.env["AWS_SECRET_ACCESS_KEY"] = secret;
      return s3Store(
        { ...sdk, S3Client: Client },
        { to: "s3", bucket: "site", endpoint: `http://127.0.0.1:${port}` },
        "/",
      );
    },
    harm: () => "pass",
    conditions: "kept",
    writes,
    requests: () => requests,
    get: (key) =>
      inTurn(async () => {
        try {
          const {
            Body,
            ContentType = "",
            CacheControl = "",
          } = await direct.send(new sdk.GetObjectCommand({ Bucket: "site", Key: key }));
          return { text: (await Body?.transformToString()) ?? "", type: ContentType, cache: CacheControl };
        } catch (error) {
          if ((error as { name: string }).name === "NoSuchKey") return undefined;
          throw error;
        }
      }),
    put: async (key, text) =>
      void (await direct.send(new sdk.PutObjectCommand({ Bucket: "site", Key: key, Body: text }))),
    clear() {
      rmSync(join(directory, "site"), { recursive: true, force: true });
      mkdirSync(join(directory, "site"));
      writes.clear();
      requests = 0;
    },
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return world;
}

export const DAY = 86_400_000;

/** One deployment, as the command does it. */
export async function deployTo(store: Store, made: Release, now = 100 * DAY, keepDays = 30): Promise<void> {
  const files = filesOf(made);
  const state = await openState(store);
  await carryOut(
    store,
    planFor(store, state, files, { now, keepDays }),
    files,
    { bytesOf: (path) => Buffer.from(made.get(path) ?? "") },
    () => undefined,
  );
}

/** Every address of the old or of the new release answers, whole, with its style sheet. */
export async function expectWholeSite(world: World, releases: readonly Release[]): Promise<void> {
  const texts = new Map<string, Set<string>>();
  for (const made of releases)
    for (const [path, text] of made) texts.set(path, (texts.get(path) ?? new Set()).add(text));
  const answers = async (made: Release): Promise<string[]> => {
    const wrong: string[] = [];
    for (const path of made.keys()) {
      const got = await world.get(path);
      if (got === undefined) wrong.push(`${path} is missing`);
      else if (texts.get(path)?.has(got.text) !== true)
        throw new Error(`${path} is neither the old nor the new one: ${got.text.slice(0, 80)}`);
      const style = /stylesheet" href="\/([^"]+)/.exec(got?.text ?? "")?.[1];
      if (style !== undefined && (await world.get(style)) === undefined)
        wrong.push(`${path} has no style sheet ${style}`);
    }
    return wrong;
  };
  const all = await Promise.all(releases.map(answers));
  expect(
    all.some((wrong) => wrong.length === 0),
    all.map((wrong) => wrong.join(", ")).join("\n"),
  ).toBe(true);
}

/** Cuts the connection for good at a random request of the deployment, in a random way, and goes on after it. */
export async function surviveCut(world: World): Promise<void> {
  world.clear();
  world.harm = () => "pass";
  await world.put("foreign.txt", "mine");
  await world.put("assets/foreign.0a1b2c3d.css", "mine");
  await deployTo(world.store(), OLD);
  const before = world.requests();
  const at = before + randomInt(1, 34);
  const how = (["lose", "lose answer", "cut in the middle"] as const)[randomInt(3)] ?? "lose";
  world.harm = (number) => (number < at ? "pass" : number === at ? how : "lose");
  const isCut = await deployTo(world.store(), NEW, 101 * DAY).then(
    () => false,
    () => true,
  );
  world.harm = () => "pass";
  await expectWholeSite(world, [OLD, NEW]);
  await deployTo(world.store(), NEW, 101 * DAY);
  for (const [path, text] of NEW)
    expect(
      (await world.get(path))?.text,
      `${path} after ${how} at ${at - before} (${isCut ? "cut" : "whole"})`,
    ).toBe(text);
  expect(await world.get("gone/index.html")).toBeUndefined();
  expect((await world.get("foreign.txt"))?.text).toBe("mine");
  expect((await world.get("assets/foreign.0a1b2c3d.css"))?.text).toBe("mine");
  expect(
    [...world.writes].filter(([, times]) => times > 1),
    `nothing is uploaded twice after ${how} at ${at - before}`,
  ).toEqual([]);
}
