import { actions, block, flag, head, inline, list, map, plain } from "../fields.js";

/** The style sheet has a rule for each period, because CSS cannot count them. */
const MAX_PERIODS = 4;

/** Pricing plans. */
export const pricing = map(
  {
    ...head,
    periods: list(
      plain("The name of a period."),
      "Periods that visitors can choose from, at most four: `[monthly, yearly]`. Default: one " +
        "price for each plan.",
    ).optional(),
    plans: list(
      map({
        name: inline("Name of the plan."),
        text: block("Short description of the plan.").optional(),
        price: inline("Price, if there are no periods.").optional(),
        prices: list(inline("A price."), "Price for each period, in the same order.").optional(),
        unit: inline("Text after the price: `per month`.").optional(),
        units: list(inline("A unit."), "Text after the price of each period.").optional(),
        badge: inline("A label on the plan.").optional(),
        highlighted: flag("Highlights the plan.").optional(),
        features: list(inline("A point."), "What the plan includes.").optional(),
        actions: actions("Buttons.").optional(),
      }),
      "The plans.",
    ),
    note: block("Text below the plans.").optional(),
  },
  "Plans and prices. With `periods`, visitors can switch between them without JavaScript.",
).superRefine(({ periods, plans }, check) => {
  if (periods !== undefined && periods.length > MAX_PERIODS)
    check.addIssue({
      code: "custom",
      path: ["periods", MAX_PERIODS],
      message: `is one period too many: the maximum is ${MAX_PERIODS}`,
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
