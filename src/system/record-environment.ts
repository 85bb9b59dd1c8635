/** What code does to the process while it runs: the environment variables that it reads, and the promises that it forgets. */

/** Of the terminal, which change what is printed alone, and those that Eleventy itself sets. */
const IGNORED =
  /^(?:TERM|COLORTERM|FORCE_COLOR|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|COLUMNS|LINES|ELEVENTY_(?:ROOT|SOURCE|RUN_MODE|VERSION))$/;

let current: Set<string> | undefined;

/** Runs, and gives the names that were read one by one. Code that copies them all, as for a child process, is not meant. */
export async function recordEnvironment<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly variables: readonly string[] }> {
  const before = current;
  const names = new Set<string>();
  const putBack = before === undefined ? install() : undefined;
  current = names;
  try {
    const value = await run();
    return { value, variables: [...names].sort() };
  } finally {
    current = before;
    putBack?.();
  }
}

/** Has reads seen until it is put back. Code may have kept the proxy, which shows the next run its reads, too. */
function install(): () => void {
  let isCopying = false;
  const { env } = process;
  const proxy = new Proxy(env, {
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
  process.env = proxy;
  return () => {
    if (process.env === proxy) process.env = env;
  };
  function record(name: string | symbol): void {
    if (typeof name === "string" && !isCopying && !IGNORED.test(name)) current?.add(name);
  }
}

/** The values of some variables, a line each. */
export function variablesAsLines(names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}=${process.env[name] ?? ""}`);
}

/** Runs, and collects what is rejected meanwhile by promises that nobody waits for. */
export async function collectRejections<T>(rejected: unknown[], run: () => Promise<T>): Promise<T> {
  const collect = (error: unknown) => void rejected.push(error);
  process.on("unhandledRejection", collect);
  try {
    return await run();
  } finally {
    process.off("unhandledRejection", collect);
  }
}
