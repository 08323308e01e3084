import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { cloudFormation } from "./cloudformation/cloudformation";
import { cloudFormationStackInstances, cloudFormationStackSet } from "./cloudformation/stack-set";
import { codeDeployToEcs } from "./containers/codedeploy-to-ecs";
import { ecrBuildAndPublish } from "./containers/ecr-build-and-publish";
import { ecs } from "./containers/ecs";
import { eks } from "./containers/eks";
import { alexaSkillsKit } from "./services/alexa-skills-kit";
import { appConfig } from "./services/app-config";
import { deviceFarm } from "./services/device-farm";
import { elasticBeanstalk } from "./services/elastic-beanstalk";
import { inspectorScan } from "./services/inspector-scan";
import { opsWorks } from "./services/ops-works";
import { serviceCatalog } from "./services/service-catalog";
import type { SimulatedProvider } from "./simulated-provider";

const PROVIDERS: Readonly<Record<string, SimulatedProvider>> = {
  "AWS/Build/ECRBuildAndPublish/1": ecrBuildAndPublish,
  "AWS/Deploy/AppConfig/1": appConfig,
  "AWS/Deploy/CloudFormation/1": cloudFormation,
  "AWS/Deploy/CloudFormationStackInstances/1": cloudFormationStackInstances,
  "AWS/Deploy/CloudFormationStackSet/1": cloudFormationStackSet,
  "AWS/Deploy/CodeDeployToECS/1": codeDeployToEcs,
  "AWS/Deploy/ECS/1": ecs,
  "AWS/Deploy/EKS/1": eks,
  "AWS/Deploy/ElasticBeanstalk/1": elasticBeanstalk,
  "AWS/Deploy/OpsWorks/1": opsWorks,
  "AWS/Deploy/ServiceCatalog/1": serviceCatalog,
  "AWS/Invoke/InspectorScan/1": inspectorScan,
  "AWS/Test/DeviceFarm/1": deviceFarm,
  "ThirdParty/Deploy/AlexaSkillsKit/1": alexaSkillsKit,
};

/** Who checks the inputs of an action type; null for one whose inputs only its own service knows. */
export function findSimulatedProvider(actionTypeId: ActionTypeId): SimulatedProvider | null {
  return PROVIDERS[actionTypeKey(actionTypeId)] ?? null;
}
