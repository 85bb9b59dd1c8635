/** Access tokens and private keys in files that are published as they are. */

import { createPlaces } from "../content/markdown/positions.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { findSecrets, secretText } from "../utils/secrets.js";
import type { Check } from "./check.js";

/** Texts that people and programs write. */
const TEXT =
  /\.(?:txt|md|json|m?js|css|map|html?|xml|svg|csv|ya?ml|toml|ini|conf|cfg|env|sh|pem|key|properties|ts|py)$|(?:^|\/)[^./]+$/i;

/** A longer file is data. */
const MAX_BYTES = 1_000_000;

export const secretsInFiles: Check = {
  name: "secrets-in-files",
  codes: ["secret-published"],
  per: "site",
  run({ loaded: { site }, facts }) {
    return site.staticFiles.flatMap(({ source }): readonly Diagnostic[] => {
      if (source.startsWith("handbill:") || !TEXT.test(source)) return [];
      if ((facts.bytesOf(source) ?? Infinity) > MAX_BYTES) return [];
      const text = facts.read(source) ?? "";
      return findSecrets(text).map(({ start, end, kind }) => {
        const [message, hint] = secretText(kind, "file");
        return diagnostic(
          "secret-published",
          {
            file: source,
            ...createPlaces(text)(start),
            length: (text.slice(start, end).split("\n")[0] ?? "").length,
          },
          message,
          hint,
        );
      });
    });
  },
};
