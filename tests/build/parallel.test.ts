/** The third oracle: any number of threads, the same bytes and the same words. */

import { expect, describe, it } from "vitest";
import { createWorkers } from "../../src/render/pool.js";
import { gif } from "../support/image-bytes.js";
import { some } from "../support/runs.js";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

/** Enough pages that threads are worth starting. */
const MANY = 220;

function manyPages(): Files {
  const pages = Array.from({ length: MANY }, (_, n): [string, string] => {
    const front = [
      `title: "Page ${n}"`,
      ...(n % 7 === 0 ? ["layout: list"] : []),
      ...(n % 5 === 0 ? ["tags: [five]"] : []),
      ...(n % 11 === 0 ? ["people: [{ name: A, constructors: 1 }]", "since: 2024-02-03"] : []),
      ...(n % 13 === 0 ? ["helper: x"] : []),
    ];
    const body =
      `# Page ${n}\n\n[next](../s${(n + 1) % 4}/p${(n + 1) % MANY}.md) [gone](gone-${n}.md) {{ text ` +
      `}} ![p](../p${n % 3}.gif)\n\n${n % 3 === 0 ? `\`\`\`js\nconst n = ${n};\n\`\`\`\n\n` : ""}::: ` +
      "note\nweâ€™ve\n:::\n";
    return [`content/s${n % 4}/p${n}.md`, `---\n${front.join("\n")}\n---\n${body}`];
  });
  return {
    ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", levels: { "broken-link": "warning" }, eleventy(config) {
  config.addFilter("mark", (text: unknown) => text + "!");
  config.addFilter("later", async (text: unknown) => { await new Promise((done) => setTimeout(done, 1)); return text + "?"; });
  config.addGlobalData("year", 2024);
} });\n`,
    "content/_data/team.json": '{"lead":{"name":"Ada"},"all":[{"name":"Grace"}]}',
    "layouts/plain.njk":
      "{{ title | mark }}{{ team.lead.name }}{{ team.all[0].name }}{{ team.all[0].constructor }}{{ " +
      "people[0].constructor }}{{ people[0].name }}{{ since }}{{ year }}{{ content | safe }}{% for " +
      "h in headings %}{{ h.text }}{% endfor %}{{ page.url }}{{ site.title }}",
    "layouts/list.njk": "{% for p in collections.five %}{{ p.url }} {% endfor %}{{ content | safe }}",
    "content/s1/s1.json": '{"layout":"plain"}',
    "content/p0.gif": gif(3, 2),
    "content/p1.gif": gif(5, 4),
    "content/p2.gif": "no picture",
    "content/s2/s2.11tydata.js": 'module.exports = { layout: "plain", helper: (x) => x };\n',
    ...Object.fromEntries(pages),
  };
}

async function built(
  driver: SiteDriver,
  ...args: string[]
): Promise<{ readonly files: Map<string, Buffer>; readonly said: string }> {
  let said = "";
  await driver.build("--no-cache", ...args).check((_, { stderr }) => {
    said = stderr.replace(/\d+\.\d\d s$/m, "N s");
  });
  return { files: readTree(driver.path("_site")), said };
}

describe("work that is shared out", () => {
  const numbers = Array.from({ length: 2000 }, (_, n) => n);
  /** Who did each: this thread leaves what `leaves` says to the others, of which each chunk takes `slow` turns. */
  const share = async (leaves: (n: number) => boolean, slow: number) => {
    const [here, there]: number[][] = [[], []];
    const wait = async () => {
      for (let turns = 0; turns < slow; turns += 1) await new Promise((done) => setImmediate(done));
    };
    await createWorkers({ root: "" }, 2).share(
      numbers,
      32,
      async (chunk, isLast) => {
        here.push(...chunk.filter((n) => isLast || !leaves(n)));
        return isLast ? [] : chunk.filter(leaves);
      },
      async (chunk) => {
        await wait();
        there.push(...chunk);
      },
    );
    return { here, there };
  };

  it("runs once, and other threads take over unfinished work", async () => {
    const { here, there } = await share((n) => n % 10 === 0, 3);
    expect([...here, ...there].sort((a, b) => a - b)).toEqual(numbers);
    expect(here.some((n) => n % 10 === 0)).toBe(false);
    expect(here.length).toBeGreaterThan(500);
  });

  it("comes back where the others cannot keep up", async () => {
    const { here, there } = await share(() => true, 200);
    expect([...here, ...there].sort((a, b) => a - b)).toEqual(numbers);
    expect(here.length).toBeGreaterThan(1000);
  });
});

describe("a build with threads", () => {
  it("leaves the bytes of a build without, and says the same, for any number of them", async () => {
    const driver = site(manyPages());
    const one = await built(driver, "--jobs", "1");
    expect(one.files.size).toBeGreaterThanOrEqual(MANY);
    expect(one.files.get("s1/p1/index.html")?.toString()).toContain(
      '<img src="/p1.gif" width="5" height="4" alt="p">',
    );
    for (const jobs of some(["5", "2"], 1)) {
      await driver.remove("_site");
      const more = await built(driver, "--jobs", jobs);
      expect(more.said).toBe(one.said);
      expect([...more.files.keys()]).toEqual([...one.files.keys()]);
      for (const [name, bytes] of more.files)
        expect(bytes.equals(one.files.get(name) ?? Buffer.of()), name).toBe(true);
    }
  });

  it("reports each failure once, at its place, as one thread does", async () => {
    const driver = site({
      ...manyPages(),
      "layouts/plain.njk":
        "{{ title | mark }}\n{{ content | safe }}{% if title == 'Page 9' or title == 'Page 201' " +
        "%}{{ fail() }}{% endif %}",
    });
    const one = await built(driver, "--jobs", "1");
    const two = await built(driver, "--jobs", "2");
    expect(one.said.match(/^error {2}template-failed/gm)).toHaveLength(1);
    expect(two.said).toBe(one.said);
    expect(two.files.size).toBe(0);
  });

  it("leaves the pages to the main thread whose front matter a schema makes into more than data", async () => {
    const driver = site({
      ...manyPages(),
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nimport { z } from "zod";\n' +
        'export default defineSite({ levels: { "broken-link": "warning" }, pages: z.object({ ' +
        'helper: z.string().transform((text) => new URL("https://example.com/" + text)).optional() ' +
        '}), layout: "schema" });\n',
      "layouts/plain.njk": "{{ content | safe }}",
      "layouts/schema.njk": "{{ helper.pathname }}{{ content | safe }}",
    }).install("zod");
    const one = await built(driver, "--jobs", "1");
    expect(one.said.match(/^error.*\n.*/gm) ?? []).toEqual([]);
    await driver.remove("_site");
    const two = await built(driver, "--jobs", "2");
    expect(one.files.get("s0/p104/index.html")?.toString()).toMatch(/^\/x</);
    for (const [name, bytes] of two.files)
      expect(bytes.equals(one.files.get(name) ?? Buffer.of()), name).toBe(true);
    await driver.build().check((_, { stderr }) => expect(stderr).toMatch(/files? written/));
    await driver.write("content/new.md", "# New\n").build().expectExit(0);
    expect(readTree(driver.path("_site")).get("s0/p104/index.html")?.toString()).toMatch(/^\/x</);
  });
});
