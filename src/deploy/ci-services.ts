/** The services that workflows are written for, by name. */

import type { Workflow, WorkflowInput } from "./ci.js";
import { githubWorkflow } from "./ci-github.js";
import { gitlabPipeline } from "./ci-gitlab.js";

export const SERVICES: Readonly<Record<string, (place: WorkflowInput) => Workflow>> = {
  github: githubWorkflow,
  gitlab: gitlabPipeline,
};
