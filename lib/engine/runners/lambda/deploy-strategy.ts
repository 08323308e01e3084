import { ActionFailure } from "../action-failure";

/** One step of a shift: this much of the traffic, in percent, for this long. The last step has all and does not wait. */
export interface ShiftStep {
  readonly percent: number;
  readonly waitMs: number;
}

const MINUTE_MS = 60_000;
/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-LambdaDeploy.html */
const LONGEST_SHIFT_MS = 2 * 24 * 60 * MINUTE_MS;

/** `AllAtOnce`, `Canary10Percent5Minutes`, `Linear10PercentEvery1Minute`. @throws ActionFailure for anything else */
export function shiftSteps(strategy: string): readonly ShiftStep[] {
  const steps = readSteps(strategy);
  if (!steps) {
    throw new ActionFailure(
      "ConfigurationError",
      `DeployStrategy "${strategy}" is none of AllAtOnce, Canary<N>Percent<M>Minutes and Linear<N>PercentEvery<M>Minutes.`,
    );
  }
  if (steps.reduce((total, { waitMs }) => total + waitMs, 0) > LONGEST_SHIFT_MS) {
    throw new ActionFailure(
      "ConfigurationError",
      `DeployStrategy "${strategy}" takes longer than two days, the most a shift may.`,
    );
  }
  return steps;
}

function readSteps(strategy: string): readonly ShiftStep[] | null {
  const last = { percent: 100, waitMs: 0 };
  if (strategy === "AllAtOnce") return [last];
  const [, kind, percentText, minutesText] =
    /^(Canary|Linear)(\d{1,2})Percent(?:Every)?(\d{1,4})Minutes?$/.exec(strategy) ?? [];
  const isEvery = strategy.includes("Every");
  const [percent, waitMs] = [Number(percentText), Number(minutesText) * MINUTE_MS];
  if (kind === undefined || isEvery !== (kind === "Linear") || percent === 0 || waitMs === 0) return null;
  if (kind === "Canary") return [{ percent, waitMs }, last];
  const count = Math.ceil(100 / percent) - 1;
  return [...Array.from({ length: count }, (_, index) => ({ percent: percent * (index + 1), waitMs })), last];
}
