/**
 * Runs a Python handler as Lambda's runtime does. Arguments as for Node. Plain Python, written beside the invocation.
 */
export const PYTHON_BOOTSTRAP = String.raw`
import importlib.util
import json
import os
import sys
import time
import traceback

with open(sys.argv[1], encoding="utf-8") as file:
    invocation = json.load(file)
end_file = sys.argv[2]


class LambdaContext:
    def __init__(self, known, deadline_at):
        self.function_name = known["functionName"]
        self.function_version = known["functionVersion"]
        self.invoked_function_arn = known["invokedFunctionArn"]
        self.memory_limit_in_mb = known["memoryLimitInMB"]
        self.aws_request_id = known["awsRequestId"]
        self.log_group_name = known["logGroupName"]
        self.log_stream_name = known["logStreamName"]
        self.identity = None
        self.client_context = None
        self._deadline_at = deadline_at

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline_at - time.time() * 1000))


def end(outcome):
    with open(end_file, "w", encoding="utf-8") as file:
        json.dump(outcome, file)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if outcome["status"] == "succeeded" else 1)


def load_handler():
    module_path, name = invocation["handler"].rsplit(".", 1)
    code = invocation["codeDirectory"]
    file = os.path.join(code, *module_path.split("/")) + ".py"
    if not os.path.isfile(file):
        file = os.path.join(code, *module_path.replace("/", ".").split(".")) + ".py"
    if not os.path.isfile(file):
        raise ImportError("Unable to import module '%s': No module named '%s'" % (module_path, module_path))
    sys.path.insert(0, code)
    spec = importlib.util.spec_from_file_location(module_path.replace("/", "."), file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    handler = getattr(module, name, None)
    if handler is None:
        raise AttributeError("Handler '%s' missing on module '%s'" % (name, module_path))
    return handler


try:
    os.chdir(invocation["codeDirectory"])
    value = load_handler()(invocation["event"], LambdaContext(invocation["context"], invocation["deadlineAt"]))
    json.dumps(value)
except BaseException as error:
    traceback.print_exc()
    end({"status": "failed", "errorType": type(error).__name__, "errorMessage": str(error)})
end({"status": "succeeded", "value": value})
`;
