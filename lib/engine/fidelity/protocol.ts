import type { FidelityTable } from "./fidelity-row";

const REQUESTS = "protocol/handle-request.test.ts";

/** The wire: signatures, shapes, errors, events. */
export const PROTOCOL = {
  "Constraints of the service model": {
    grade: "exact",
    shownBy: {
      "protocol/check-input.test.ts": [
        "names every broken constraint at once, by 1-based path",
        "asks for required members",
        "holds a pattern against the whole value",
      ],
    },
  },
  "AWS JSON 1.1 and SigV4": {
    grade: "exact",
    shownBy: {
      [REQUESTS]: [
        "reaches the operation and answers with what the model declares",
        "surfaces in the SDK as the modelled exception",
      ],
    },
  },
  "Answers within the service model": {
    grade: "exact",
    note: "Every test that calls an operation has its answer checked against the model: testing/check-response.ts.",
    shownBy: {
      "operations/executions.test.ts": ["is told within the service's limits, whatever a provider says"],
      "operations/resources.test.ts": ["lists every type within what the shapes of the list can hold"],
    },
  },
  "Page tokens": {
    grade: "exact",
    shownBy: {
      "operations/page-token.test.ts": ["gives back the position, through a restart with the same key"],
      "operations/executions.test.ts": ["page newest first and keep their place while new executions arrive"],
    },
  },
  "CodeBuild: BatchGetBuilds, BatchGetReports, BatchGetBuildBatches, ListBuilds, ListBuildsForProject, ListBuildBatchesForProject":
    {
      grade: "approximate",
      note: "For the builds of the engine's own actions and rules. Every other operation of CodeBuild is refused.",
      shownBy: {
        "protocol/codebuild-service.test.ts": [
          "tells what a build was, went through and made, in the service's shape",
          "tells what its reports say",
          "tells of batches, and how each of their builds went",
          "lists the batches of a project by page, status and age",
          "lists builds by their age, all of them or a project's",
        ],
      },
    },
  "CloudWatch Logs: GetLogEvents, FilterLogEvents, DescribeLogGroups, DescribeLogStreams": {
    grade: "approximate",
    note: "For what the engine's own actions wrote. Events are filtered by terms only, and come stream by stream.",
    shownBy: {
      "protocol/logs-service.test.ts": [
        "understands plain, quoted, optional and excluded terms",
        "lists groups by name, page by page",
        "tells of streams by name, either way, when they begin and end",
        "finds the one that was written to last",
      ],
    },
  },
  "S3: GetObject, HeadObject": {
    grade: "approximate",
    note: "For the objects of local buckets and artifacts. An object's version id follows from its bytes.",
    shownBy: {
      "protocol/s3/answer-s3.test.ts": [
        "is read whole, with what the service tells about it",
        "is sent only where the conditions hold",
        "is reached through its bucket's own host",
        "is answered without any header",
      ],
    },
  },
  "S3: PutObject, multipart uploads, CreateBucket, HeadBucket": {
    grade: "approximate",
    note: "A bucket is made by its first object. CRC-32C, CRC-64 and the signatures of single chunks are not compared.",
    shownBy: {
      "protocol/s3/put-object.test.ts": [
        "is there as it was sent",
        "may come as a stream, in chunks with a checksum behind them",
        "is refused when its %s is another, and what was there stays",
        "is put together in the order of its parts; a part sent again replaces the one before",
        "read its inputs and write its outputs, and open nothing else",
        "is there once it was made, and may be made again",
      ],
    },
  },
  "S3: ListObjectsV2, GetBucketLocation, GetBucketEncryption": {
    grade: "approximate",
    note: "Buckets are in us-east-1 and not encrypted. CDK's bucket for assets is always there.",
    shownBy: {
      "protocol/s3/list-objects.test.ts": [
        "are listed in the order of their keys' bytes, without what links lead to",
        "are folded where a delimiter follows the prefix",
        "come page by page",
        "tells where a bucket is, and that nothing in it is encrypted",
        "has CDK's bucket for assets before anything is in it",
      ],
    },
  },
  "S3: ListBuckets, ListObjects, ListObjectVersions, bucket versioning, DeleteObject(s), DeleteBucket, CopyObject, UploadPartCopy":
    {
      grade: "approximate",
      note: "Every bucket has versions. There are no delete markers: versions of what was deleted can still be read, but are not listed, and no earlier version takes the place of one that is deleted. A key cannot be a folder of another.",
      shownBy: {
        "protocol/s3/buckets.test.ts": [
          "are listed by name, wherever their objects lie, with when they were made",
          "tell their Region, and that their objects have versions, which cannot be changed",
          "are deleted once they are empty",
          "are listed the older way, from marker to marker",
          "are deleted by a version, or with their versions kept",
          "are listed with the versions that are kept of them, page by page, and deleted by that list",
          "are deleted many at once, each for itself",
          "are copied with what they carry, or with what the copy says",
          "are copied in parts",
          "cannot be folders of one another, which is said",
        ],
      },
    },
  "STS: GetCallerIdentity, AssumeRole": {
    grade: "approximate",
    note: "There is no IAM: every role of the account may be assumed, and its keys are good for what the caller's are.",
    shownBy: {
      "protocol/query/sts-service.test.ts": [
        "can be assumed, and its keys say who acts with them",
        "is assumed for as long as the caller asks",
        "gives no role to keys that are good for less",
      ],
    },
  },
  "CloudFormation: pipelines, webhooks and custom action types in stacks": {
    grade: "approximate",
    note: "Really made, changed, replaced, taken back and deleted, by CodePipeline's own operations and in the order of their needs. A call answers when the work is done. Dynamic references are looked up in parameters of stacks and in secrets.json; one without a value stays as it is written, where AWS would fail. Macros, stack sets of the API, drift and imports of resources are not run.",
    shownBy: {
      "cloudformation/dynamic-references.test.ts": [
        "give way to what this machine keeps, in what is really made",
        "stay as they are written where nothing is kept, and the resource says where to add it",
      ],
      "cloudformation/stacks.test.ts": [
        "makes its pipeline, webhook and action type, each after what it needs",
        "is updated where it changed, and deletes what it lost",
        "gets another pipeline for another name, and then loses the first",
        "is deleted with what it made, but for what is to be retained, and still told of by its id",
        "outlives a restart",
        "are what other stacks import, and stay while they do",
      ],
      "cloudformation/stack-failures.test.ts": [
        "takes the whole stack back, with what CodePipeline said as its reason",
        "takes an update back to what was before",
        "that an engine left half done can be updated again, or deleted",
      ],
      "cloudformation/nested-stacks.test.ts": [
        "makes, changes and deletes the stack in the stack, and knows its outputs",
        "is taken back with the stack in it, for the reason that this had",
      ],
      "cloudformation/webhook-resources.test.ts": ["makes the hook at GitHub, and removes it with the stack"],
      "cloudformation/change-sets.test.ts": [
        "makes a stack once it is run",
        "says what it would change, replace and remove",
      ],
    },
  },
  "CloudFormation: projects of CodeBuild in stacks": {
    grade: "approximate",
    note: "Registered under Local resources with buildspec, variables and limits, so that their builds run; the rest of a project is not made.",
    shownBy: {
      "cloudformation/stacks.test.ts": [
        "is a build project under Local resources for as long as its stack has it",
        "stays as somebody has registered it",
      ],
      "cloudformation/deployed-pipeline.test.ts": ["runs the project of its stack, on this machine"],
    },
  },
  "CloudFormation: resources of every other type": {
    grade: "simulated",
    note: "Remembered, with names and ARNs of AWS's form for the usual types; other attributes say what they stand for. ResourceStatusReason says so.",
    shownBy: {
      "cloudformation/stacks.test.ts": ["says of each resource that is not made that it is simulated"],
    },
  },
  "SSM: GetParameter": {
    grade: "approximate",
    note: "For parameters that stacks make, and the version of CDK's bootstrap; AWS's public ones (`/aws/service/…`) have a value that says that it is simulated. Every other operation of SSM is refused.",
    shownBy: {
      "protocol/ssm-service.test.ts": ["says that the account is bootstrapped for CDK, by name and by ARN"],
      "cloudformation/stack-templates.test.ts": [
        "takes parameters from those that stacks have made",
        "takes the public parameters that every account has, and says that they are simulated",
      ],
    },
  },
  "Throttling, latency and faults on demand": {
    grade: "exact",
    note: "Off unless rules are put (PutFaults, or PENSTOCK_FAULTS); shown by /health and in the log. S3 and STS are spared.",
    shownBy: {
      "faults/fault-injection.test.ts": [
        "is throttled in AWS's words, and comes through when it tries again",
        "gets faults of the service, for the operation that is meant: %s",
        "sees in the health answer what is injected",
      ],
    },
  },
  "State-change events": {
    grade: "exact",
    shownBy: {
      "advance/announce.test.ts": [
        "have AWS's members and states and no others, whatever happens to an execution",
        "tell of an action where its artifacts are and what its provider said",
        "tell of a start by a connection which commit it is about",
      ],
      "delivery/delivery.test.ts": [
        "posts what is waiting, signed with its time, and removes it once the target took it",
        "keeps the order of each pipeline while others go on",
        "delivers to every target what concerns it, however slow or dead another is",
      ],
    },
  },
} as const satisfies FidelityTable;
