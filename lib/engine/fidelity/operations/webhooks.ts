import type { FidelityTable } from "../fidelity-row";

export const WEBHOOK_OPERATIONS = {
  PutWebhook: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  ListWebhooks: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  DeleteWebhook: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  RegisterWebhookWithThirdParty: { grade: "missing", note: "Refused with UnsupportedOperationException." },
  DeregisterWebhookWithThirdParty: { grade: "missing", note: "Refused with UnsupportedOperationException." },
} as const satisfies FidelityTable;
