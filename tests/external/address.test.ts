/** Which addresses are asked, and as what. */

import { describe, expect, it } from "vitest";
import { requestUrl, isIgnored, isOwn, isReservedName } from "../../src/checks/external/url.js";
import { FRESH, cacheFile, readCache } from "../../src/checks/external/cache.js";
import { isAllowedHost, isPublicAddress } from "../../src/system/public-addresses.js";

describe("a URL", () => {
  it.each([
    ["https://a.dev", "https://a.dev/"],
    ["//a.dev/b", "https://a.dev/b"],
    ["HTTP://A.dev:80/B?c=d#part", "http://a.dev/B?c=d"],
    ["https://user:secret@a.dev/", "https://a.dev/"],
    ["https://a.dev/?a[0]=ü|{x}", "https://a.dev/?a%5B0%5D=%C3%BC%7C%7Bx%7D"],
    ["https://[2606:4700::1111]/a[b]", "https://[2606:4700::1111]/a%5Bb%5D"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["mailto:a@a.dev", undefined],
    ["https://", undefined],
    ["/docs/", undefined],
  ])("%s is asked for as %s", (href, asked) => {
    expect(requestUrl(href)).toBe(asked);
  });

  it.each([
    "localhost",
    "a.localhost",
    "printer.local",
    "a.test",
    "acme.example",
    "a.invalid",
    "example.com",
    "www.example.org",
    "EXAMPLE.net.".toLowerCase(),
    "intranet",
    "ci.internal",
    "x.onion",
    "nas.home.arpa",
  ])("at %s is not public", (name) => {
    expect(isReservedName(name)).toBe(true);
  });

  it.each(["a.dev", "example.de", "myexample.com", "test.dev", "local.dev", "[2606:4700::1111]", "1.1.1.1"])(
    "at %s may be somebody's",
    (name) => {
      expect(isReservedName(name)).toBe(false);
    },
  );

  it.each<[string, string, boolean]>([
    ["https://www.linkedin.com/in/ada?x=/y", "https://www.linkedin.com/**", true],
    ["https://www.linkedin.com/", "https://www.linkedin.com/**", true],
    ["https://www.linkedin.com.a.dev/", "https://www.linkedin.com/**", false],
    ["http://x.com/a/b", "*://x.com/**", true],
    ["https://de.a.dev/b", "https://*.a.dev/**", true],
    ["https://a.dev/b/c", "https://a.dev/*", false],
    ["https://a.dev/", "https://a.dev", true],
    ["https://a.dev/b_(c)[d]", "https://a.dev/b_(c)[d]", true],
  ])("%s is ignored by %s: %s", (address, pattern, expected) => {
    expect(isIgnored(requestUrl(address) ?? "", [pattern])).toBe(expected);
  });

  it("is one of the site below its base alone", () => {
    const site = { url: "https://acme.dev", base: "/docs/" };
    expect(
      [
        "https://acme.dev/docs/",
        "http://acme.dev/docs/a/",
        "https://acme.dev/docs",
        "https://acme.dev/",
        "https://acme.dev/docsy/",
        "https://b.dev/docs/",
      ].map((address) => isOwn(address, site)),
    ).toEqual([true, true, true, false, false, false]);
    expect(isOwn("https://acme.dev/", { url: "", base: "/" })).toBe(false);
  });
});

describe("an IP address", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b::",
  ])("%s is not everybody's", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "1.1.1.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
    "64:ff9b::808:808",
    "64:ff9b::1.1.1.1",
  ])("%s is everybody's", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("is recognised among names", () => {
    expect(["a.dev", "1.1.1.1", "[2606:4700::1111]", "127.0.0.1", "[::1]"].map(isAllowedHost)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a result", () => {
  const now = 1_800_000_000_000;

  it("is believed for a week, and not when it comes from the future", () => {
    const file = {
      version: 1,
      found: {
        "https://a.dev/": now,
        "https://b.dev/": now - FRESH + 1,
        "https://c.dev/": now - FRESH,
        "https://d.dev/": now + 1,
      },
    };
    expect([...readCache(file, now).keys()]).toEqual(["https://a.dev/", "https://b.dev/"]);
  });

  it.each([
    undefined,
    null,
    7,
    "x",
    [],
    {},
    { version: 2, found: { "https://a.dev/": now } },
    { version: 1 },
    { version: 1, found: null },
    { version: 1, found: { "https://a.dev/": "x" } },
  ])("is nothing in a file that is %j", (file) => {
    expect(readCache(file, now).size).toBe(0);
  });

  it("is kept in one order", () => {
    expect(
      JSON.stringify(
        cacheFile(
          new Map([
            ["https://b.dev/", 2],
            ["https://a.dev/", 1],
          ]),
        ),
      ),
    ).toBe('{"version":1,"found":{"https://a.dev/":1,"https://b.dev/":2}}');
  });
});
