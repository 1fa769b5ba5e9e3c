import type { Ctx } from "#server/kernel/ctx.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { mustAwaitAnswer, readDispute, viewDispute } from "./dispute.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator, requestMark } from "./request-mark.ts";
import { AnswerDisputeAsked, Dispute } from "./schema.ts";

/**
 * Puts evidence to a dispute, and with `isFinal` sends it to the bank, which Stripe does once.
 * @throws AppError `conflict` when the bank waits for no answer any more
 */
export const answerDispute = platformCommand({
  verb: "dispute.answer",
  access: "operator",
  input: AnswerDisputeAsked,
  output: Dispute,
  async prepare({ ctx, input }) {
    const inside = await namedTenantCtx(ctx, input.tenant);
    return { tenantId: inside.tenant.id, dispute: await answer(inside, input) };
  },
  async run({ input: { evidence, isFinal }, prepared: { tenantId, dispute } }) {
    const after = { fields: Object.keys(evidence), isFinal, status: dispute.status };
    return { value: dispute, audit: { entityId: dispute.id, tenantId, after } };
  },
});

function answer(ctx: Ctx, asked: AnswerDisputeAsked): Promise<Dispute> {
  const { disputeId, idempotencyKey, evidence: given, isFinal } = asked;
  const evidence = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
  const { key, metadata, isOn } = requestMark(ctx, idempotencyKey, ["answer", disputeId, evidence, isFinal]);
  const { client } = ctx.ports.stripe;
  return askingForOperator(async () => {
    const dispute = await readDispute(ctx, disputeId);
    if (isOn(dispute.metadata)) return viewDispute(client, dispute);
    mustAwaitAnswer(dispute);
    const change = { evidence, submit: isFinal, metadata };
    return viewDispute(
      client,
      await client.disputes.update(disputeId, change, { idempotencyKey: `answer:${key}` }),
    );
  });
}
