import { flag, head, inline, list, map, textOrFlag } from "../fields.js";

/** A comparison table. */
export const comparison = map(
  {
    ...head,
    columns: list(
      map({ name: inline("Name of the column."), highlighted: flag("Highlights the column.").optional() }),
      "The columns.",
    ),
    groups: list(
      map({
        title: inline("A heading above the rows.").optional(),
        rows: list(
          map({
            name: inline("Name of the row."),
            cells: list(
              textOrFlag("Text, or `true` or `false` for a tick or a dash."),
              "One cell for each column.",
            ),
          }),
          "The rows.",
        ),
      }),
      "Groups of rows.",
    ),
    note: inline("Small text below the table.").optional(),
  },
  "A table that compares plans or products.",
).superRefine(({ columns, groups }, check) => {
  groups.forEach(({ rows }, group) =>
    rows.forEach(({ cells }, row) => {
      if (cells.length !== columns.length)
        check.addIssue({
          code: "custom",
          path: ["groups", group, "rows", row, "cells"],
          message: `must have one cell for each of the ${columns.length} columns`,
        });
    }),
  );
});
