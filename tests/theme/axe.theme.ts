/** axe-core, best practices included, on each kind of page: three widths, light and dark, from either side. `npm test` asks about a part of it. */

import { AxeBuilder } from "@axe-core/playwright";
import { expect, it } from "vitest";
import { useOwnSite } from "../support/served.js";
import { PAGES } from "./pages.js";

const own = useOwnSite();

it.each([...Object.values(PAGES), "/404.html"])("finds nothing on %s", async (path) => {
  await own.visit(path, { reducedMotion: "reduce" }, async (page) => {
    await page.addStyleTag({ content: "*, *::before, *::after { transition: none !important; }" });
    for (const dir of ["ltr", "rtl"]) {
      await page.evaluate(`document.documentElement.dir = "${dir}"`);
      for (const width of [375, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(
            violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target }) => `${dir} ${width} ${colorScheme} ${id} ${target.join(" ")}`),
            ),
          ).toEqual([]);
        }
      }
    }
  });
});
