import type { FidelityTable } from "../fidelity-row";

const TESTS = "operations/webhooks.test.ts";
const REGISTER = "operations/register-webhook-with-third-party.test.ts";
const DEREGISTER = "operations/deregister-webhook-with-third-party.test.ts";
const HOSTILE = "webhooks/third-party/hostile-server.test.ts";

export const WEBHOOK_OPERATIONS = {
  PutWebhook: {
    grade: "approximate",
    note:
      "JSONPath is Jayway's, of whose functions there are length() and size(). Deliveries come to the engine's own port; an IP " +
      "range is held against the sender's address there.",
    shownBy: {
      [TESTS]: [
        "gives back what was put, with a URL, an ARN and its tags",
        "replaces a webhook and keeps its URL, its tags and a secret that is sent back masked",
        "refuses what is no filter, no target, no tag, and more than the quota",
        "starts the pipeline on the commit it is about",
        "needs one of GitHub's signatures, and each that is there right",
        "may have to come from a range of addresses",
      ],
    },
  },
  ListWebhooks: { grade: "exact", shownBy: { [TESTS]: ["pages by name and never shows a secret"] } },
  DeleteWebhook: {
    grade: "exact",
    shownBy: { [TESTS]: ["takes the URL away for good, and again is no error"] },
  },
  RegisterWebhookWithThirdParty: {
    grade: "approximate",
    note:
      "Makes the hook at the GitHub server (GitHub, GitHub Enterprise Server, Gitea, Forgejo) that is bound to the repository " +
      "under Local resources. Where none is bound it is simulated: nothing is made, and ListWebhooks shows the error code " +
      "Simulated.",
    shownBy: {
      [REGISTER]: [
        "makes a hook whose pushes start the pipeline",
        "brings the hook that it made up to date when it is called again",
        "makes one hook only, when its answer is lost, when it is called twice at once, among many others",
        "moves the hook when the source action follows another repository",
        "needs no secret for webhooks that are not authenticated by one",
        "takes the token of the source action where no secret is named for the server",
        "says that it is simulated where no server is bound to the repository",
        "refuses what is unknown, is gone, or is no GitHub action",
      ],
      [HOSTILE]: [
        "sends the token to no other server",
        "shows no secret, whatever the server says",
        "holds up nothing while a server does not answer, and gives up in time",
      ],
    },
  },
  DeregisterWebhookWithThirdParty: {
    grade: "approximate",
    note: "Removes the hook at that server; simulated, without an effect, where none is bound.",
    shownBy: {
      [DEREGISTER]: [
        "removes the hook that was made and no other, and again is no error",
        "takes a hook that is gone for removed, after a restart too",
        "tells when a hook cannot be seen, and keeps its number",
        "says what to do when its server is bound no more",
        "is what removes a hook: DeleteWebhook leaves it there, with a URL that is dead",
      ],
    },
  },
} as const satisfies FidelityTable;
