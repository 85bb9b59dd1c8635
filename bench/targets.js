/**
 * Handbill's performance targets, as ratios within one run, printed below the figures of each size. Each has
 * what a release must reach, and the aim.
 */

/** The targets for one copy of the handbook, 883 pages, and for more, which are meant for 12 copies. */
const targetsFor = (copies) =>
  copies === 1
    ? [ratio("cold build", "handbill", "hugo", 1.6, 1.0)]
    : [
        ratio("cold build", "handbill", "hugo", 0.9, 0.6),
        ratio("nothing changed", "handbill: nothing changed", "hugo", 0.05, 0.03),
        ratio("one body edited", "handbill: one body edited", "hugo", 0.07, 0.05),
        ratio("one page added", "handbill: one page added", "hugo", 0.12, 0.08),
        ratio("the default layout edited", "handbill: default layout edited", "handbill", 0.5, 0.4),
        {
          name: "peak memory of a cold build, MB",
          must: 450,
          aim: 350,
          measure: ({ megabytes }) => megabytes.get("handbill"),
        },
      ];

function ratio(name, subject, other, must, aim) {
  return {
    name: `${name} / ${other === "handbill" ? "own cold build" : other}`,
    must,
    aim,
    measure: ({ seconds }) =>
      seconds.has(subject) && seconds.has(other) ? seconds.get(subject) / seconds.get(other) : undefined,
  };
}

/**
 * One line for each target whose subjects were measured. `medians`: seconds and megabytes by subject and
 * step.
 */
export function targetLines(copies, medians) {
  return targetsFor(copies).flatMap(({ name, must, aim, measure }) => {
    const value = measure(medians);
    if (value === undefined) return [];
    const shown = value > 10 ? Math.round(value).toString() : value.toFixed(3);
    return [`  ${verdict(value, must, aim)}  ${name.padEnd(42)} ${shown.padStart(8)}  (${must}, ${aim})`];
  });
}

/** Which of the two targets a figure meets. */
export function verdict(value, must, aim) {
  return value <= aim ? "aim   " : value <= must ? "must  " : "missed";
}
