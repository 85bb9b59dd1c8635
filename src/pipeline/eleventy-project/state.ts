/** What a build of an Eleventy project leaves for the next one. */

import { join } from "node:path";
import type { Diagnostic } from "../../model/model.js";
import { readSmallJson, writeSmallJson } from "../../system/small-json.js";
import type { Left } from "../../writer/write.js";

/** Where a project is written before it takes its place, from the root. */
export const STAGED = ".cache/handbill/staged";

export interface ProjectState {
  /** Hash of all that the build read; empty where that is not known. */
  readonly inputs: string;
  readonly left: Left;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute path of the output folder, and what its addresses begin with. */
  readonly output: string;
  readonly pathPrefix: string;
  /** Files that were neither rendered nor copied, such as resized images, by path. */
  readonly made: readonly string[];
  /** Files and folders outside of the project's sources that the build read. */
  readonly reads: readonly string[];
  /** Environment variables that the build read. */
  readonly variables: readonly string[];
}

const stateFile = (root: string): string => join(root, ".cache", "handbill", "project.json");

export function readProjectState(root: string): ProjectState | undefined {
  const state = readSmallJson(stateFile(root)) as Partial<ProjectState> | null | undefined;
  return typeof state?.output === "string" && Array.isArray(state.made) && Array.isArray(state.variables)
    ? (state as ProjectState)
    : undefined;
}

export function writeProjectState(root: string, state: ProjectState): void {
  writeSmallJson(stateFile(root), state);
}
