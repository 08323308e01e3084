import { expect, test } from "vitest";
import { adviceOnError } from "./error-advice";

/** @see API_FailureDetails */
const FAILURE_TYPES = [
  "JobFailed",
  "ConfigurationError",
  "PermissionError",
  "RevisionOutOfSync",
  "RevisionUnavailable",
  "SystemUnavailable",
];

test.each(FAILURE_TYPES)("advises on %s, which any action can fail with", (code) => {
  expect(adviceOnError({ code, message: "It failed." })).toMatchObject({ code });
});

test.each([
  [
    "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: …",
    "COMMAND_EXECUTION_ERROR",
  ],
  ["User: arn:aws:sts::1:assumed-role/r/s is not authorized (Service: S3; Error Code: AccessDenied)", "AccessDenied"],
  ["The deployment failed: HEALTH_CONSTRAINTS", "HEALTH_CONSTRAINTS"],
  ["JobFailed: stack is in UPDATE_ROLLBACK_COMPLETE state", "UPDATE_ROLLBACK_COMPLETE"],
])("takes the code that says more from the message: %s", (message, code) => {
  expect(adviceOnError({ code: "JobFailed", message })).toMatchObject({ code });
});

test("does not find a code inside a longer word", () => {
  expect(adviceOnError({ code: null, message: "MY_CLIENT_ERROR_HANDLER and NotAccessDeniedAtAll" })).toBeNull();
});

test("says nothing of a code it does not know, and is not fooled by names of objects", () => {
  expect(adviceOnError({ code: "SomethingNew", message: "constructor __proto__ toString" })).toBeNull();
  expect(adviceOnError({ code: "constructor", message: "" })).toBeNull();
});
