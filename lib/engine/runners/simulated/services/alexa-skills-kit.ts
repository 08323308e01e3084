import { ActionFailure } from "../../action-failure";
import type { SimulatedProvider } from "../simulated-provider";

/** Plays the Alexa Skills Kit action: the artifact has to hold a skill. */
export const alexaSkillsKit: SimulatedProvider = async ({ job, files }) => {
  const places = ["skill.json", "skill-package/skill.json"];
  for (const place of places) {
    if ((await files.kindOf(files.primary, place, "inputArtifacts")) === "file") {
      return { done: `skill ${job.configuration["SkillId"]} was updated from ${place}` };
    }
  }
  throw new ActionFailure(
    "JobFailed",
    `Artifact [${files.primary}] holds no skill: it needs ${places.join(" or ")}, as ask-cli makes it.`,
  );
};
