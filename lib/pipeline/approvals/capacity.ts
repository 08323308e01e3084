import type { ApprovalPolicy } from "./approval-policy";
import { isEligible, type ApprovalVote, type Capacity, type Voter } from "./judge-vote";

interface Choice {
  /** Null where none applies: then whoever may approve at all may. */
  readonly policy: ApprovalPolicy | null;
  readonly voter: Voter;
  /** Who has handed their right over to the voter, for this pipeline and this moment. */
  readonly delegators: readonly Voter[];
  /** Votes that count: a right that was used already is chosen last. */
  readonly counted: readonly ApprovalVote[];
}

/**
 * In whose name a person answers: in their own as soon as they may, else on behalf of somebody who handed theirs over
 * and may. Only an own right is handed over, so there are no chains.
 * @returns null for who may answer in no name at all
 */
export function capacityOf({ policy, voter, delegators, counted }: Choice): Capacity | null {
  if (isEligible(policy, voter)) return { voter, onBehalfOf: null };
  const able = delegators.filter((delegator) => isEligible(policy, delegator));
  const isUsed = ({ id }: Voter) =>
    counted.some((vote) => vote.voter.id !== voter.id && (vote.onBehalfOf ?? vote.voter).id === id);
  const onBehalfOf = able.find((delegator) => !isUsed(delegator)) ?? able[0];
  return onBehalfOf ? { voter, onBehalfOf } : null;
}

/** As it stands in what AWS records: "Dora (on behalf of Ana)". */
export function nameOfCapacity({ voter, onBehalfOf }: Capacity): string {
  return onBehalfOf ? `${voter.name} (on behalf of ${onBehalfOf.name})` : voter.name;
}
