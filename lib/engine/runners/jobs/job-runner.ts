import { createHash } from "node:crypto";
import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { findRegistered, type RegisteredActionType } from "../../action-types/registered-action-type";
import type { JobOpening, Jobs } from "../../jobs/jobs";
import { ActionFailure } from "../action-failure";
import type { RunOnJenkins } from "../jenkins/jenkins-worker";
import type { InvokeFunction } from "../lambda/lambda-invoke-runner";
import type { Runner } from "../runner";
import { awaitOutcome } from "./await-outcome";

export interface JobRunnerOptions {
  readonly jobs: Jobs;
  /** For types whose executor is a function. */
  readonly invokeFunction: InvokeFunction;
  /** For providers that stand for a Jenkins server of this machine. */
  readonly runOnJenkins: RunOnJenkins;
  /** The registered action types, as they are now. */
  listActionTypes(): Promise<readonly RegisteredActionType[]>;
}

/**
 * Runs the actions that others carry out: queues a job for a worker of a custom action type or of a partner, and waits
 * for what it says. Started again after a restart of the engine, it goes on waiting for the same job.
 */
export function createJobRunner({ jobs, listActionTypes, invokeFunction, runOnJenkins }: JobRunnerOptions): Runner {
  return {
    async run(action, context) {
      const id = action.actionTypeId;
      const type = findRegistered(await listActionTypes(), id);
      if (id.owner === "Custom" && (!type || type.isDeleted)) {
        throw new ActionFailure(
          "ConfigurationError",
          `The custom action type ${id.category} / ${id.provider} / version ${id.version} is not registered any more. ` +
            "Create it again with CreateCustomActionType, or use another version.",
        );
      }
      const jenkins = id.owner === "Custom" ? await context.resources.find("jenkins-server", id.provider) : null;
      if (jenkins) return runOnJenkins(action, jenkins, context);
      const executor = type?.declaration?.executor;
      const functionArn = executor?.configuration.lambdaExecutorConfiguration?.lambdaFunctionArn;
      if (executor?.type === "Lambda" && functionArn !== undefined) return invokeFunction(action, functionArn, context);
      return awaitOutcome(await jobs.open(action, openingOf(id)), {
        jobs,
        context,
        executionUrlTemplate: type?.settings.executionUrlTemplate,
        jobTimeoutSeconds: executor?.jobTimeout,
      });
    },
  };
}

function openingOf(id: ActionTypeId): JobOpening {
  if (id.owner === "Custom") return { audience: "worker", status: "Queued" };
  return { audience: "partner", status: "Queued", clientId: clientIdOf(id) };
}

/** One client per partner's type, always the same: a UUID that follows from the type. */
function clientIdOf(id: ActionTypeId): string {
  const hex = createHash("sha256").update(actionTypeKey(id)).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
