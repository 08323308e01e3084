/** The account that the local engine plays. No AWS account has this number, so its ARNs are told apart at a glance. */
export const LOCAL_ACCOUNT_ID = "000000000001";

/** The one Region of the local engine: requests signed for another are refused, as AWS does. */
export const LOCAL_REGION = "us-east-1";

/** Who the engine's own keys belong to. */
export const LOCAL_PRINCIPAL_ARN = `arn:aws:iam::${LOCAL_ACCOUNT_ID}:user/penstock`;
