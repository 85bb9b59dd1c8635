/**
 * Loaded before the program. Host names resolve as PRETEND_WEB says, `{ "a.dev": "127.0.0.1" }`, and no other
 * name exists. 127.0.0.1 counts as public, because the servers of a test are there. Each connection is logged
 * in the file PRETEND_WEB_LOG.
 */

import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";

const names = JSON.parse(process.env.PRETEND_WEB ?? "{}");
const note = (line) =>
  process.env.PRETEND_WEB_LOG && appendFileSync(process.env.PRETEND_WEB_LOG, `${line}\n`);

dns.lookup = (name, options, done = options) => {
  note(`lookup ${name}`);
  const address = names[name];
  process.nextTick(() =>
    address === undefined
      ? done(Object.assign(new Error("not found"), { code: "ENOTFOUND" }))
      : done(null, [{ address, family: 4 }]),
  );
};

const { check } = net.BlockList.prototype;
net.BlockList.prototype.check = function (address, family) {
  return address !== "127.0.0.1" && check.call(this, address, family);
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  note("connect");
  return connect.apply(this, args);
};

syncBuiltinESMExports();
