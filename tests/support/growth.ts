/** How the time that work takes grows with what it is done to. */

/** Time that is clearly over the noise, in ms of CPU. */
const ENOUGH = 200;

/** So many times more to do. In proportion it takes about as many times longer, and the square of that where each thing is compared with each. */
const TIMES = 4;

/** What of it is too much. */
export const TOO_MUCH = 2 * TIMES;

/**
 * How many times longer `work` takes with four times as much to do. There is more and more of it, from `start` on, until
 * it takes long enough to be told from noise; where it never does, up to `most`, it is in proportion.
 */
export async function growthOf(
  work: (size: number) => unknown,
  start: number,
  most: number,
): Promise<number> {
  const time = async (size: number): Promise<number> => {
    const begin = process.cpuUsage();
    await work(size);
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  };
  let size = start;
  let big = await time(size);
  while (big < ENOUGH && size < most) big = await time((size = Math.min(most, size * 2)));
  if (big < ENOUGH) return TIMES;
  const small = async () =>
    Math.min(await time(Math.round(size / TIMES)), await time(Math.round(size / TIMES)));
  let ratio = big / (await small());
  // Other work on the machine may have met one of the two alone.
  for (let more = 0; more < 3 && ratio >= TOO_MUCH; more += 1)
    ratio = Math.min(ratio, (await time(size)) / (await small()));
  return ratio;
}
