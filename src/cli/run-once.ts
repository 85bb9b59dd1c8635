/** Commands that end with a result. Each is loaded on demand. */

import type { CommandContext, CommandResult } from "../pipeline/result.js";
import {
  readDeploy,
  readFix,
  readFolder,
  readReport,
  readSince,
  readTitle,
  readWrite,
  text,
  type Values,
} from "./args.js";
import { UsageError } from "../system/usage-error.js";
import { versionText, type CommandName } from "./help.js";

/** `variables` are the environment variables. */
export async function runOnce(
  name: Exclude<CommandName, "preview" | "dev">,
  context: CommandContext,
  [argument = "", second = ""]: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  values: Values,
): Promise<CommandResult> {
  if (name === "build") return (await import("../commands/build.js")).build(context);
  if (name === "check")
    return (await import("../commands/check.js")).check(context, {
      against: text(values.against),
      list: values.list === true,
      fix: readFix(values),
      write: readWrite(values),
      external: values.external === true,
      since: values.since === undefined ? undefined : { since: readSince(values.since), variables },
      userAgent: versionText().trim().replace(" ", "/"),
    });
  if (name === "ci")
    return (await import("../commands/ci.js")).ci(
      context,
      argument,
      versionText().trim().split(" ")[1] ?? "",
    );
  if (name === "deploy")
    return (await import("../commands/deploy.js")).deploy(
      context,
      argument === "" ? undefined : argument,
      readDeploy(values),
      values.build === true,
    );
  if (name === "report")
    return (await import("../commands/report.js")).report(context, {
      ...readReport(values),
      since: readSince(values.since),
      variables,
    });
  if (name === "eject") return (await import("../commands/eject.js")).eject(context, argument);
  if (name === "move")
    return (await import("../commands/move.js")).move(
      context,
      { from: argument, to: second },
      values["dry-run"] === true,
    );
  if (name === "new")
    return (await import("../commands/new.js")).newSite(
      context,
      readFolder(argument),
      readTitle(values.title),
    );
  const { explain, explainConfig } = await import("../commands/explain.js");
  if (argument !== "") return explain(context, argument);
  if (values.config === "") return explainConfig(context);
  throw new UsageError("`handbill explain` needs one argument: <URL or file>, or --config.");
}
