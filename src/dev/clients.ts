/** The pages that are open in browsers, and what they are told: only that something changed, never what is in it. */

import type { ServerResponse } from "node:http";

/** What an open page is told. */
export type Message =
  /** The page, or what is wrong with it, may be another: ask. `source` is the file that it is made of now. */
  | { readonly kind: "page"; readonly source?: string }
  /** Files that the page may show have changed; paths with the base. "all": any may have. */
  | { readonly kind: "files"; readonly files: readonly string[] | "all" }
  /** The connection stands. */
  | { readonly kind: "hello" };

export interface Client {
  /** The decoded path, below the base, that is open. */
  path: string;
  /** The source of the page there, as long as there is one. */
  source: string | undefined;
  notify(message: Message): void;
}

export interface Clients {
  /** Keeps the response open, as a stream of events (HTML Living Standard, 9.2), until the browser goes. */
  add(response: ServerResponse, path: string): Client;
  all(): readonly Client[];
  close(): void;
}

/** A proxy or a sleeping browser ends a connection that is silent; a comment so often, in milliseconds, keeps it. */
const HEARTBEAT = 20_000;

/** So many browsers are told; the oldest of more are dropped, and come back by themselves. */
const MAX_CLIENTS = 500;

/** `now` names the moment at which something is told: a browser says it when it comes back (HTML Living Standard, 9.2.4). */
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
