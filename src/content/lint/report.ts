import type { DiagnosticCode } from "../../diagnostics/catalogue.js";
import type { Position } from "../../model/model.js";

/** Reports a finding about a piece of a page's text. */
export type Report = (
  code: DiagnosticCode,
  place: Position,
  length: number,
  message: string,
  hint: string,
) => void;
