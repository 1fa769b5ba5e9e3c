import { invoices } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { formatAmount, formatDate } from "./amounts.ts";
import { html } from "./html.ts";
import { renderNotice, renderPage, sandboxBadge } from "./layout.ts";

/** `/i/{invoice}`: what `hosted_invoice_url` leads to. */
export function createInvoiceRoutes(world: World) {
  return function answer({ url }: HttpRequest): HttpAnswer | undefined {
    const [, id] = /^\/i\/(\w+)$/.exec(url.pathname) ?? [];
    if (!id) return undefined;
    const invoice = world.store.get(invoices, id);
    if (!invoice?.number)
      return renderNotice("This invoice does not exist", "Check the link you followed.", 404);
    const { currency } = invoice;
    return renderPage({
      title: `Invoice ${invoice.number} · ${world.merchant.name}`,
      body: html`<main class="single"><header><span>${world.merchant.name}</span>${sandboxBadge}</header>
<div class="card"><p class="soft">Invoice ${invoice.number} · ${invoice.status ?? ""}</p>
<p class="price">${formatAmount(invoice.total, currency)}</p>
<p class="soft">${formatDate(invoice.created)} · ${invoice.customer_name ?? invoice.customer_email ?? ""}</p>
<dl>${invoice.lines.data.map(
        (
          line,
        ) => html`<div><dt>${line.description ?? ""}<small>${formatDate(line.period.start)} – ${formatDate(line.period.end)}</small></dt>
<dd>${formatAmount(line.amount, currency)}</dd></div>`,
      )}
<div><dt>Amount due</dt><dd>${formatAmount(invoice.amount_remaining, currency)}</dd></div></dl></div></main>`,
    });
  };
}
