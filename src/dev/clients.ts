/**
 * The pages that are open in browsers, and the messages to them. A message says only that something changed,
 * not what.
 */

import type { ServerResponse } from "node:http";

/** A message to an open page. */
export type Message =
  /** The page or its problems may have changed, so the page must ask. `source` is the file of the page. */
  | { readonly kind: "page"; readonly source?: string }
  /** Files that the page may show have changed; paths with the base. "all": any file may have changed. */
  | { readonly kind: "files"; readonly files: readonly string[] | "all" }
  /** The connection works. */
  | { readonly kind: "hello" };

export interface Client {
  /** The open path, decoded and below the base. */
  path: string;
  /** The source of the page at this path, if one exists. */
  source: string | undefined;
  notify(message: Message): void;
}

export interface Clients {
  /**
   * Keeps the response open as a stream of events (HTML Living Standard, 9.2) until the browser disconnects.
   */
  add(response: ServerResponse, path: string): Client;
  all(): readonly Client[];
  close(): void;
}

/**
 * Proxies and sleeping browsers close silent connections. A comment is sent at this interval, in
 * milliseconds.
 */
const HEARTBEAT = 20_000;

/**
 * Maximum number of browsers. If there are more, the oldest are disconnected, and connect again by
 * themselves.
 */
const MAX_CLIENTS = 500;

/**
 * `now` names the moment of a message. A browser sends it when it connects again (HTML Living Standard,
 * 9.2.4).
 */
export function createClients(now: () => string): Clients {
  const clients = new Map<Client, ServerResponse>();
  const drop = (client: Client): void => {
    clients.get(client)?.end();
    clients.delete(client);
  };
  const beat = setInterval(() => {
    for (const response of clients.values()) response.write(":\n\n");
  }, HEARTBEAT);
  beat.unref();
  return {
    add(response, path) {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write("retry: 500\n\n");
      const client: Client = {
        path,
        source: undefined,
        notify: (message) => void response.write(`id: ${now()}\ndata: ${JSON.stringify(message)}\n\n`),
      };
      clients.set(client, response);
      response.on("error", () => drop(client));
      response.on("close", () => drop(client));
      const [oldest] = clients.keys();
      if (clients.size > MAX_CLIENTS && oldest !== undefined) drop(oldest);
      return client;
    },
    all: () => [...clients.keys()],
    close() {
      clearInterval(beat);
      for (const client of [...clients.keys()]) drop(client);
    },
  };
}
