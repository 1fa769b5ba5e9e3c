export { keepAnchors, readAnchors } from "./anchors.ts";
export { listAccountActivity } from "./list-account-activity.ts";
export { listActivity } from "./list-activity.ts";
export { listAudit } from "./list-audit.ts";
export { OUTBOX_SIGNAL, platformCtx, tenantCtx } from "./open-ctx.ts";
export { type Outbox, platformOutbox, tenantOutbox } from "./outbox-store.ts";
export { emitEvents, recordAudit, recordEvent } from "./record.ts";
export { verifyAudit } from "./verify-audit.ts";
export { type ScopeReport, verifyEverything } from "./verify-everything.ts";
