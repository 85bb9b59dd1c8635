/** Handbill's performance targets, as ratios within one run, printed below the figures of each size. */

/**
 * `seconds` and `megabytes`: medians by subject and step. Each target gives the measured ratio, or undefined
 * if a subject is missing.
 */
export const targets = [
  ratio("cold build", "handbill", "hugo", 0.7),
  ratio("cold build", "handbill", "eleventy", 0.35),
  ratio("cold build", "handbill", "floor", 0.7),
  ratio("nothing changed", "handbill: nothing changed", "hugo", 0.05),
  ratio("one body edited", "handbill: one body edited", "hugo", 0.08),
  ratio("the default layout edited", "handbill: default layout edited", "handbill", 0.5),
  ratio("one page added", "handbill: one page added", "hugo", 0.1),
  {
    name: "peak memory of a cold build, MB",
    atMost: 600,
    measure: ({ megabytes }) => megabytes.get("handbill"),
  },
];

function ratio(name, subject, other, atMost) {
  return {
    name: `${name} / ${other === "handbill" ? "own cold build" : other}`,
    atMost,
    measure: ({ seconds }) =>
      seconds.has(subject) && seconds.has(other) ? seconds.get(subject) / seconds.get(other) : undefined,
  };
}

/** One line for each target. */
export function targetLines(medians) {
  return targets.flatMap(({ name, atMost, measure }) => {
    const value = measure(medians);
    if (value === undefined) return [];
    const shown = value > 10 ? Math.round(value).toString() : value.toFixed(3);
    return [
      `  ${value <= atMost ? "met   " : "missed"}  ${name.padEnd(42)} ${shown.padStart(8)}  (at most ${atMost})`,
    ];
  });
}
