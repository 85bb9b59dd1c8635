import { actions, block, flag, head, inline, list, map, plain } from "../fields.js";

/** The style sheet has a rule for each: it cannot count. */
const MAX_PERIODS = 4;

/** What it costs. */
export const pricing = map(
  {
    ...head,
    periods: list(
      plain("The name of a period."),
      "Names of the periods that a visitor may choose between, at most four: `[monthly, yearly]`. Default: one price a plan.",
    ).optional(),
    plans: list(
      map({
        name: inline("The plan's name."),
        text: block("Whom it is for.").optional(),
        price: inline("What it costs, where there is one price.").optional(),
        prices: list(inline("A price."), "What it costs in each period, in their order.").optional(),
        unit: inline("What stands behind the price: `per month`.").optional(),
        units: list(inline("A unit."), "What stands behind the price of each period.").optional(),
        badge: inline("A word on top of it.").optional(),
        highlighted: flag("Makes it stand out.").optional(),
        features: list(inline("A point."), "What is in it.").optional(),
        actions: actions("Buttons.").optional(),
      }),
      "The plans.",
    ),
    note: block("Text below the plans.").optional(),
  },
  "Plans and what they cost; with `periods`, a switch that needs no script.",
).superRefine(({ periods, plans }, check) => {
  if (periods !== undefined && periods.length > MAX_PERIODS)
    check.addIssue({
      code: "custom",
      path: ["periods", MAX_PERIODS],
      message: `is one period too many: a visitor may choose between ${MAX_PERIODS}`,
    });
  plans.forEach(({ prices, units }, index) => {
    for (const [name, values] of [
      ["prices", prices],
      ["units", units],
    ] as const) {
      if (values !== undefined && values.length !== (periods?.length ?? 0))
        check.addIssue({
          code: "custom",
          path: ["plans", index, name],
          message: `must have one entry for each of the section's \`periods\` (${periods?.length ?? 0})`,
        });
    }
  });
});
