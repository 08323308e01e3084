import { AwsServiceError } from "../aws-service-error";
import { modelledService, type JsonService } from "./json-service";
import type { ShapeTable } from "./shape";

const SHAPES: ShapeTable = {
  GetParameterRequest: {
    type: "structure",
    members: { Name: "ParameterName", WithDecryption: "Boolean" },
    required: ["Name"],
  },
  GetParameterResult: { type: "structure", members: { Parameter: "Parameter" } },
  Parameter: {
    type: "structure",
    members: {
      Name: "ParameterName",
      Type: "ParameterName",
      Value: "ParameterName",
      Version: "Version",
      ARN: "ParameterName",
      DataType: "ParameterName",
    },
  },
  ParameterName: { type: "string", min: 1, max: 2048 },
  Version: { type: "long" },
  Boolean: { type: "boolean" },
};

/** SSM's GetParameter, for the parameters that stacks make and the version of CDK's bootstrap. All else is refused. */
export function ssmService(findParameter: (name: string) => Promise<string | null>): JsonService {
  return modelledService({
    targetPrefix: "AmazonSSM",
    signingName: "ssm",
    operations: { GetParameter: { input: "GetParameterRequest", output: "GetParameterResult" } },
    shapes: SHAPES,
    findHandler:
      () =>
      async (input, { region, accountId }) => {
        const { Name } = input as { readonly Name: string }; // checked against its shape
        const prefix = `arn:aws:ssm:${region}:${accountId}:parameter`;
        const name = Name.startsWith(prefix) ? Name.slice(prefix.length) : Name;
        const value = await findParameter(name);
        if (value === null) throw new AwsServiceError("ParameterNotFound", "");
        const path = name.startsWith("/") ? name : `/${name}`;
        return {
          Parameter: {
            Name: name,
            Type: "String",
            Value: value,
            Version: 1,
            ARN: `${prefix}${path}`,
            DataType: "text",
          },
        };
      },
  });
}
