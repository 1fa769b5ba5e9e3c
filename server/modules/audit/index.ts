export { listAudit } from "./list-audit.ts";
export { OUTBOX_SIGNAL, platformCtx, tenantCtx } from "./open-ctx.ts";
export { emitEvents, recordAudit, recordEvent } from "./record.ts";
export { pendingEvents, setDispatched } from "./store.ts";
