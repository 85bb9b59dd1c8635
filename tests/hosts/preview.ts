/** `preview --as`, in this process, over the site of the table. */

import { createStaticServer, listen } from "../../src/system/server.js";
import type { Host, Policy } from "../../src/hosting/host.js";
import type { Address } from "./ask.js";

export interface Preview {
  readonly address: Address;
  close(): void;
}

export async function previewAs(
  host: Host,
  policy: Policy,
  folder: string,
  files: ReadonlySet<string>,
): Promise<Preview> {
  const server = createStaticServer({
    folder,
    base: policy.base,
    files: () => files,
    as: { ...policy, behaviour: host.behaviour[policy.style] },
  });
  const port = await listen(server, 0);
  return { address: { port }, close: () => void server.close() };
}
