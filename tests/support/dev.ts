/** Runs `handbill dev` over a site, and sends requests to it. */

import { spawn, type ChildProcess } from "node:child_process";
import { request, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { eventually } from "./eventually.js";
import { PROJECT } from "./project.js";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface DevProcess {
  readonly port: number;
  readonly address: string;
  readonly child: ChildProcess;
  /** Its output so far. */
  said(): string;
  /** Waits until it has printed this. Rejects after 20 seconds. */
  hears(text: string | RegExp): Promise<void>;
  ask(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  /** Requests a path until its body contains a text. */
  until(path: string, holds: string | ((answer: Answer) => boolean)): Promise<Answer>;
  close(): void;
}

/** Sends exactly this request to a server on this machine. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
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
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        // A character can be split between two chunks.
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        answer.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

/** Starts the dev server. It ends with the test. */
export async function startDev(root: string, ...args: string[]): Promise<DevProcess> {
  const child = spawn(process.execPath, [join(PROJECT, "dist", "cli.js"), "dev", "--port", "0", ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, VISUAL: "code", EDITOR: "code" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const close = (): void => void child.kill("SIGKILL");
  onTestFinished(close);
  await eventually(
    () => /http:\/\/localhost:\d+/.test(text) || child.exitCode !== null,
    () => `it did not start:\n${text}`,
  );
  const port = Number(/http:\/\/localhost:(\d+)/.exec(text)?.[1]);
  const asked = (path: string, headers?: Record<string, string>, method?: string) =>
    ask(port, path, headers, method);
  return {
    port,
    address: `http://localhost:${port}`,
    child,
    said: () => text,
    hears: (wanted) =>
      eventually(
        () => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)),
        () => `it did not say ${String(wanted)}:\n${text}`,
      ),
    ask: asked,
    async until(path, holds) {
      let last: Answer | undefined;
      await eventually(
        async () => {
          last = await asked(path);
          return typeof holds === "string" ? last.body.includes(holds) : holds(last);
        },
        () => `${path} did not come to hold ${String(holds)}:\n${last?.status} ${last?.body}\n${text}`,
      );
      return last as Answer;
    },
    close,
  };
}
