import { creditNotes, type Invoice, invoices } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { formatAmount, formatDate } from "./amounts.ts";
import { type PdfText, pdfOf } from "./pdf.ts";

const LINES_A_PAGE = 28;
const RIGHT = 545;

interface Row {
  text: string;
  detail?: string;
  amount: string;
}

interface Paper {
  title: string;
  number: string;
  facts: string[];
  rows: Row[];
  totals: [string, string][];
}

/** `/i/{invoice}/pdf` and `/cn/{credit note}/pdf`. */
export function createPdfRoutes(world: World) {
  return function answer({ url }: HttpRequest): HttpAnswer | undefined {
    const [, kind, id = ""] = /^\/(i|cn)\/(\w+)\/pdf$/.exec(url.pathname) ?? [];
    if (!kind) return undefined;
    const paper = kind === "i" ? invoicePaper(world, id) : creditNotePaper(world, id);
    if (!paper) return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
    return {
      status: 200,
      headers: {
        "cache-control": "no-store",
        "content-disposition": `inline; filename="${paper.number}.pdf"`,
        "content-type": "application/pdf",
        "x-content-type-options": "nosniff",
      },
      body: render(world.merchant.name, paper),
    };
  };
}

function invoicePaper(world: World, id: string): Paper | undefined {
  const invoice = world.store.get(invoices, id);
  if (!invoice?.number) return undefined;
  const money = (amount: number) => formatAmount(amount, invoice.currency);
  const [name, email] = [invoice.customer_name ?? "", invoice.customer_email ?? ""];
  return {
    title: "Invoice",
    number: invoice.number,
    facts: [
      `Date of issue: ${formatDate(invoice.effective_at ?? invoice.created)}`,
      `Bill to: ${name} ${email}`,
    ],
    rows: invoice.lines.data.map((line) => ({
      text: line.description ?? "",
      detail: `${formatDate(line.period.start)} – ${formatDate(line.period.end)}`,
      amount: money(line.amount),
    })),
    totals: totalsOf(invoice).map(([label, amount]) => [label, money(amount)]),
  };
}

/** What stands below the lines of an invoice: only what is not zero, and what is due. */
export function totalsOf(invoice: Invoice): [string, number][] {
  const discounts = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  const credits = (invoice.total_pretax_credit_amounts ?? [])
    .filter(({ type }) => type === "credit_balance_transaction")
    .reduce((sum, { amount }) => sum + amount, 0);
  const exclusive = (invoice.total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === "exclusive");
  const inclusive = (invoice.total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === "inclusive");
  const sum = (taxes: typeof exclusive) => taxes.reduce((total, { amount }) => total + amount, 0);
  const balance = Math.max(0, invoice.total) - invoice.amount_due - invoice.pre_payment_credit_notes_amount;
  const maybe: [string, number][] = [
    ["Discounts", -discounts],
    ["Credits used", -credits],
    ["Tax", sum(exclusive)],
    ["Tax included", sum(inclusive)],
  ];
  const after: [string, number][] = [
    ["Applied balance", -balance],
    ["Credited", -(invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount)],
    ["Paid", -invoice.amount_paid],
  ];
  const isThere = ([, amount]: [string, number]) => amount !== 0;
  return [
    ["Subtotal", invoice.subtotal],
    ...maybe.filter(isThere),
    ["Total", invoice.total],
    ...after.filter(isThere),
    ["Amount due", invoice.status === "void" ? 0 : invoice.amount_remaining],
  ];
}

function creditNotePaper(world: World, id: string): Paper | undefined {
  const note = world.store.get(creditNotes, id);
  if (!note) return undefined;
  const money = (amount: number) => formatAmount(amount, note.currency);
  const number = world.store.get(invoices, note.invoice)?.number ?? note.invoice;
  return {
    title: "Credit note",
    number: note.number,
    facts: [`Date of issue: ${formatDate(note.effective_at ?? note.created)}`, `For invoice ${number}`],
    rows: note.lines.data.map((line) => ({ text: line.description ?? "", amount: money(line.amount) })),
    totals: [["Total credited", money(note.total)]],
  };
}

function render(merchant: string, { title, number, facts, rows, totals }: Paper): string {
  const chunks: Row[][] = [];
  for (let at = 0; at === 0 || at < rows.length; at += LINES_A_PAGE)
    chunks.push(rows.slice(at, at + LINES_A_PAGE));
  const pages = chunks.map((chunk, index) => {
    const texts: PdfText[] = [
      { x: 50, y: 60, text: title, size: 20, isBold: true },
      { x: RIGHT, y: 60, text: merchant, size: 12, isRight: true },
      { x: 50, y: 84, text: `Number ${number}` },
      ...facts.map((text, line) => ({ x: 50, y: 100 + line * 16, text })),
      { x: 50, y: 820, text: "Sandbox: no money moved, and this is not a tax document.", size: 8 },
    ];
    let y = 160;
    for (const { text, detail, amount } of chunk) {
      texts.push({ x: 50, y, text: text.slice(0, 80) }, { x: RIGHT, y, text: amount, isRight: true });
      if (detail) texts.push({ x: 50, y: y + 9, text: detail, size: 7 });
      y += 21;
    }
    if (index < chunks.length - 1) return texts;
    totals.forEach(([label, amount], line) => {
      const isBold = line === totals.length - 1;
      texts.push({ x: 340, y: y + 10 + line * 16, text: label, isBold });
      texts.push({ x: RIGHT, y: y + 10 + line * 16, text: amount, isBold, isRight: true });
    });
    return texts;
  });
  return pdfOf(`${title} ${number}`, pages);
}
