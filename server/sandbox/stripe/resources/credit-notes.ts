import type Stripe from "stripe";
import { z } from "zod";
import { issueCreditNote, type NoteAsked, voidCreditNote } from "../billing/credit-noting.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type CreditNote, creditNotes, invoices } from "../core/collections.ts";
import { isWithin, list, page } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { amount, created, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Tx } from "../core/tx.ts";

const FIELDS = {
  amount: amount.optional(),
  credit_amount: amount.optional(),
  effective_at: whole.optional(),
  email_type: z.enum(["credit_note", "none"]).optional(),
  invoice: text,
  lines: z
    .array(
      z.strictObject({
        type: z.enum(["custom_line_item", "invoice_line_item"]),
        amount: amount.optional(),
        description: text.optional(),
        invoice_line_item: text.optional(),
        quantity: whole.optional(),
        unit_amount: amount.optional(),
      }),
    )
    .min(1)
    .optional(),
  memo: text.optional(),
  metadata: metadata.optional(),
  out_of_band_amount: amount.optional(),
  reason: z.enum(["duplicate", "fraudulent", "order_change", "product_unsatisfactory"]).optional(),
  refund_amount: amount.optional(),
  refunds: z.array(z.strictObject({ refund: text, amount_refunded: amount.optional() })).optional(),
};
const CreateParams = paramsOf<Stripe.CreditNoteCreateParams>()(FIELDS);
const PreviewParams = paramsOf<Stripe.CreditNotePreviewParams>()(FIELDS);
const paging = {
  limit: whole.optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};
const PreviewLineParams = paramsOf<Stripe.CreditNoteListPreviewLineItemsParams>()({ ...FIELDS, ...paging });
const UpdateParams = paramsOf<Stripe.CreditNoteUpdateParams>()({
  memo: text.optional(),
  metadata: metadata.optional(),
});

type Params = z.output<typeof CreateParams>;

function issue(tx: Tx, { invoice, email_type: _, metadata: patch, ...asked }: Params): CreditNote {
  const note: NoteAsked = { ...asked, metadata: mergeMetadata({}, patch) };
  return issueCreditNote(tx, mustGet(tx, invoices, invoice, "invoice"), note);
}

export const creditNoteResource: Resource = {
  collections: [creditNotes],
  operations: [
    operation({
      method: "POST",
      path: "/v1/credit_notes",
      params: CreateParams,
      run: ({ tx, params }) => issue(tx, params),
    }),
    operation({
      method: "GET",
      path: "/v1/credit_notes/preview",
      params: PreviewParams,
      run: ({ tx, params }) => tx.rehearse(() => issue(tx, params)),
    }),
    operation({
      method: "GET",
      path: "/v1/credit_notes/preview/lines",
      params: PreviewLineParams,
      run({ tx, params: { limit, starting_after, ending_before, ...asked } }) {
        const { lines } = tx.rehearse(() => issue(tx, asked));
        const params = { limit, starting_after, ending_before };
        return page("/v1/credit_notes/preview/lines", lines.data, params);
      },
    }),
    retrieve("/v1/credit_notes/{id}", creditNotes),
    operation({
      method: "POST",
      path: "/v1/credit_notes/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, creditNotes, path("id"));
        const { memo, metadata: patch } = params;
        const note: CreditNote = {
          ...old,
          ...given({ memo }),
          metadata: mergeMetadata(old.metadata ?? {}, patch),
        };
        tx.put(creditNotes, note);
        tx.emit("credit_note.updated", note, old);
        return note;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/credit_notes/{id}/void",
      params: noParams,
      run: ({ tx, path }) => voidCreditNote(tx, mustGet(tx, creditNotes, path("id"))),
    }),
    operation({
      method: "GET",
      path: "/v1/credit_notes/{id}/lines",
      params: z.strictObject(paging),
      run({ tx, params, path }) {
        const { id, lines } = mustGet(tx, creditNotes, path("id"));
        return page(`/v1/credit_notes/${id}/lines`, lines.data, params);
      },
    }),
    list({
      path: "/v1/credit_notes",
      from: creditNotes,
      filters: { created: created.optional(), customer: text.optional(), invoice: text.optional() },
      matches: (note, filters) =>
        (filters.customer === undefined || note.customer === filters.customer) &&
        (filters.invoice === undefined || note.invoice === filters.invoice) &&
        isWithin(note.created, filters.created),
    }),
  ],
};
