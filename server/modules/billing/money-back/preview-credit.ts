import { platformQuery } from "#server/kernel/verb.ts";
import { draftNote, viewNote } from "./credit-note.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator } from "./request-mark.ts";
import { CreditNote, CreditPreviewAsked } from "./schema.ts";

/** What a credit note would come to and where its parts would go, worked out by Stripe; nothing is changed. */
export const previewCredit = platformQuery({
  verb: "invoice.previewCredit",
  access: "operator",
  input: CreditPreviewAsked,
  output: CreditNote,
  async run({ ctx, input }) {
    const inside = await namedTenantCtx(ctx, input.tenant);
    const previewed = await askingForOperator(async () => {
      const note = await draftNote(inside, input);
      return viewNote(await ctx.ports.stripe.client.creditNotes.preview(note), note);
    });
    return { ...previewed, id: null, number: null, pdfUrl: null };
  },
});
