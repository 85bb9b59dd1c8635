/** Records the environment variables that code reads. */

/** Variables of the terminal, which change only printed text, and variables that Eleventy itself sets. */
const IGNORED =
  /^(?:TERM|COLORTERM|FORCE_COLOR|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|COLUMNS|LINES|ELEVENTY_(?:ROOT|SOURCE|RUN_MODE|VERSION))$/;

let current: Set<string> | undefined;

/**
 * Calls `run`, and gives the names of variables that it read one by one. Does not count copies of all
 * variables, as for a child process.
 */
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

/**
 * Observes reads until the returned function is called. Code may keep the proxy, so a later run also sees its
 * reads.
 */
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

/** The values of variables, one line each. */
export function variablesAsLines(names: readonly string[], values = process.env): readonly string[] {
  return names.map((name) => `${name}=${values[name] ?? ""}`);
}

/** A copy of the environment variables as they are now. */
export function copyEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}
