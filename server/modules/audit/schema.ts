import { z } from "zod";

export const ListAuditInput = z.strictObject({ limit: z.number().int().min(1).max(200).default(50) });

export const AuditRow = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  verb: z.string(),
  entityId: z.string(),
});

export const AuditList = z.array(AuditRow);
