/** Which addresses are printed for a server: those that answer, and no others. */

import type { networkInterfaces } from "node:os";
import { expect, it } from "vitest";
import { shownHosts } from "../../src/system/allowed-hosts.js";

const interfaces = {
  lo: [
    { address: "127.0.0.1", family: "IPv4", internal: true },
    { address: "::1", family: "IPv6", internal: true },
  ],
  eth0: [
    { address: "192.168.1.5", family: "IPv4", internal: false },
    { address: "2001:db8::5", family: "IPv6", internal: false },
    { address: "fe80::1", family: "IPv6", internal: false },
  ],
} as unknown as ReturnType<typeof networkInterfaces>;

it.each([
  [undefined, ["localhost"]],
  ["127.0.0.1", ["localhost"]],
  ["0.0.0.0", ["localhost", "192.168.1.5"]],
  ["::", ["localhost", "192.168.1.5", "[2001:db8::5]"]],
  ["::1", ["[::1]"]],
  ["192.168.1.5", ["192.168.1.5"]],
  ["2001:db8::5", ["[2001:db8::5]"]],
  ["box.local", ["box.local"]],
])("for --host %s", (listens, hosts) => {
  expect(shownHosts(listens, interfaces)).toEqual(hosts);
});
