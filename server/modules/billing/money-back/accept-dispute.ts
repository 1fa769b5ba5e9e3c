import type { Ctx } from "#server/kernel/ctx.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { mustAwaitAnswer, readDispute, viewDispute } from "./dispute.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator, requestMark } from "./request-mark.ts";
import { AcceptDisputeAsked, Dispute } from "./schema.ts";

/** Gives a dispute up: the money stays with the cardholder. One that is lost already stays so. */
export const acceptDispute = platformCommand({
  verb: "dispute.accept",
  access: "operator",
  input: AcceptDisputeAsked,
  output: Dispute,
  async prepare({ ctx, input }) {
    const inside = await namedTenantCtx(ctx, input.tenant);
    return { tenantId: inside.tenant.id, dispute: await accept(inside, input) };
  },
  async run({ prepared: { tenantId, dispute } }) {
    return { value: dispute, audit: { entityId: dispute.id, tenantId, after: { status: dispute.status } } };
  },
});

function accept(ctx: Ctx, { disputeId, idempotencyKey }: AcceptDisputeAsked): Promise<Dispute> {
  const { client } = ctx.ports.stripe;
  const { key } = requestMark(ctx, idempotencyKey, ["accept", disputeId]);
  return askingForOperator(async () => {
    const dispute = await readDispute(ctx, disputeId);
    if (dispute.status === "lost") return viewDispute(client, dispute);
    mustAwaitAnswer(dispute);
    const closed = await client.disputes.close(disputeId, {}, { idempotencyKey: `accept:${key}` });
    return viewDispute(client, closed);
  });
}
