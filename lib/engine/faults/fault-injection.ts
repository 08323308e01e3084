import { AwsServiceError } from "../aws-service-error";
import type { FaultRule } from "./fault-rule";

/** What is done to one call before it is answered. */
export interface InjectedFault {
  readonly delayMs: number;
  readonly error: AwsServiceError | null;
}

export interface FaultStatus {
  readonly rule: FaultRule;
  /** How many calls it has been asked about, and how many it has made slow or failed. */
  readonly calls: number;
  readonly injected: number;
}

/** The rules in force. None at first: nothing is injected unless somebody asks for it. */
export interface FaultInjection {
  /** Every rule counts a call of its operation; delays add up, and of several errors the first rule's counts. */
  decide(operation: string): InjectedFault;
  /** Replaces all rules; their counts start again. No rules switch it off. */
  replace(rules: readonly FaultRule[]): void;
  status(): readonly FaultStatus[];
}

/** @param random from 0 to below 1, as `Math.random` */
export function createFaultInjection(random: () => number): FaultInjection {
  let counted: { readonly rule: FaultRule; calls: number; injected: number }[] = [];
  return {
    decide(operation) {
      const due = counted.filter((entry) => {
        if (entry.rule.operation !== "*" && entry.rule.operation !== operation) return false;
        entry.calls += 1;
        const { when } = entry.rule;
        const isDue = "everyNth" in when ? entry.calls % when.everyNth === 0 : random() < when.probability;
        if (isDue) entry.injected += 1;
        return isDue;
      });
      const faults = due.map(({ rule }) => rule.fault);
      return {
        delayMs: faults.reduce((sum, fault) => sum + (fault.type === "latency" ? fault.milliseconds : 0), 0),
        error: faults.map(errorOf).find((error) => error !== null) ?? null,
      };
    },
    replace(rules) {
      counted = rules.map((rule) => ({ rule, calls: 0, injected: 0 }));
    },
    status: () => counted.map((entry) => ({ ...entry })),
  };
}

/** A throttled client is told what AWS tells it; a fault of the service says that it is not a real one. */
function errorOf(fault: FaultRule["fault"]): AwsServiceError | null {
  switch (fault.type) {
    case "latency":
      return null;
    case "throttling":
      return new AwsServiceError("ThrottlingException", "Rate exceeded");
    case "error":
      return new AwsServiceError(
        fault.status === 500 ? "InternalFailure" : "ServiceUnavailable",
        "This fault is injected: a fault rule of the local engine asks for it.",
      );
  }
}
