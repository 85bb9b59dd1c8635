/** Data that a build of an Eleventy project saves for the next build. */

import { join } from "node:path";
import type { Diagnostic } from "../../model/model.js";
import { readSmallJson, writeSmallJson } from "../../system/small-json.js";
import type { Left } from "../../writer/site-writer.js";

/** The staging folder of a project, relative to the root. */
export const STAGED = ".cache/handbill/staged";

export interface ProjectState {
  /** Hash of all inputs of the build; empty if they are not known. */
  readonly inputs: string;
  readonly left: Left;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute path of the output folder, and the prefix of its URLs. */
  readonly output: string;
  readonly pathPrefix: string;
  /**
   * Files that the project's code wrote, such as resized images, by path. Without those that other processes
   * wrote: nothing shows whether they still make them, so each build starts without them.
   */
  readonly made: readonly string[];
  /** Files and folders that the build read outside of the project's sources. */
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
