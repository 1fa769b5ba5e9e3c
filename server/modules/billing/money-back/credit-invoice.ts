import type { Ctx } from "#server/kernel/ctx.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { readInvoice } from "../invoices/read-invoice.ts";
import { draftNote, viewNote } from "./credit-note.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator, requestMark } from "./request-mark.ts";
import { CreditAsked, CreditNote } from "./schema.ts";

/**
 * Takes part of a final invoice back, on paper: what is unpaid is no longer owed, what was paid goes where `to` says.
 * Sent again under the same key it answers with the note that it made.
 * @throws AppError `unprocessable` for more than is left, `conflict` for a key that was used for something else
 */
export const creditInvoice = platformCommand({
  verb: "invoice.credit",
  access: "operator",
  input: CreditAsked,
  output: CreditNote,
  async prepare({ ctx, input }) {
    const inside = await namedTenantCtx(ctx, input.tenant);
    return { tenantId: inside.tenant.id, note: await issueNote(inside, input) };
  },
  async run({ input: { invoiceId, reason }, prepared: { tenantId, note } }) {
    const { id, totalMinor, unowedMinor, toBalanceMinor, toCardMinor, outOfBandMinor } = note;
    const after = { id, reason, totalMinor, unowedMinor, toBalanceMinor, toCardMinor, outOfBandMinor };
    return { value: note, audit: { entityId: invoiceId, tenantId, after } };
  },
});

function issueNote(ctx: Ctx, { idempotencyKey, ...asked }: CreditAsked): Promise<CreditNote> {
  const { invoiceId, amountMinor, lines, to, reason, memo } = asked;
  const terms = ["credit", invoiceId, amountMinor ?? null, lines ?? null, to, reason ?? null, memo ?? null];
  const { key, metadata, isOn } = requestMark(ctx, idempotencyKey, terms);
  const { creditNotes } = ctx.ports.stripe.client;
  return askingForOperator(async () => {
    await readInvoice(ctx, invoiceId);
    const { data } = await creditNotes.list({ invoice: invoiceId, limit: 100 });
    const earlier = data.find((note) => isOn(note.metadata));
    if (earlier) return viewNote(earlier);
    const note = await draftNote(ctx, asked);
    const made = await creditNotes.create({ ...note, metadata }, { idempotencyKey: `credit:${key}` });
    return viewNote(made, note);
  });
}
