import { z } from "zod";
import type { Ports } from "#server/kernel/ctx.ts";
import { findEvent } from "./event-store.ts";

const Payload = z.object({ data: z.object({ object: z.looseObject({}) }) });

/**
 * What an event said when it happened, for whoever tells people of it. Nobody decides by it: it is old news.
 * @returns null when it never came, or its tenant is erased
 */
export async function readStripeEvent(
  { systemDb }: Ports,
  id: string,
): Promise<{ type: string; object: Record<string, unknown> } | null> {
  const row = await findEvent(systemDb.client, id);
  const payload = Payload.safeParse(row?.payload);
  return row && payload.success ? { type: row.type, object: payload.data.data.object } : null;
}
