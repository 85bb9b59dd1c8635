/** Which environment variables code reads while it runs. */

/** Of the terminal, which change what is printed alone, and those that Eleventy itself sets. */
const IGNORED =
  /^(?:TERM|COLORTERM|FORCE_COLOR|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|COLUMNS|LINES|ELEVENTY_(?:ROOT|SOURCE|RUN_MODE|VERSION))$/;

let current: Set<string> | undefined;
let isInstalled = false;

/** Runs, and gives the names that were read one by one. Code that copies them all, as for a child process, is not meant. */
export async function recordEnvironment<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly variables: readonly string[] }> {
  if (!isInstalled) install();
  isInstalled = true;
  const before = current;
  const names = new Set<string>();
  current = names;
  try {
    const value = await run();
    return { value, variables: [...names].sort() };
  } finally {
    current = before;
  }
}

/** The proxy stays, as code may have kept it. */
function install(): void {
  let isCopying = false;
  process.env = new Proxy(process.env, {
    get(target, name) {
      record(name);
      return Reflect.get(target, name) as unknown;
    },
    has(target, name) {
      record(name);
      return Reflect.has(target, name);
    },
    set: (target, name, value) => Reflect.set(target, name, value),
    ownKeys(target) {
      isCopying = true;
      queueMicrotask(() => (isCopying = false));
      return Reflect.ownKeys(target);
    },
  });
  function record(name: string | symbol): void {
    if (typeof name === "string" && !isCopying && !IGNORED.test(name)) current?.add(name);
  }
}
