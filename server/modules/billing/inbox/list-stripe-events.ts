import { platformQuery } from "#server/kernel/verb.ts";
import { listEvents } from "./event-store.ts";
import { ListStripeEventsInput, StripeEventList } from "./inbox-schema.ts";
import { viewEvent } from "./view-event.ts";

/** What came from Stripe, the newest first, by pages. `status: "failed"` is what nothing came of. */
export const listStripeEvents = platformQuery({
  verb: "stripeEvent.list",
  access: "operator",
  input: ListStripeEventsInput,
  output: StripeEventList,
  async run({ ctx, input }) {
    const rows = await listEvents(ctx.db, { ...input, limit: input.limit + 1 });
    const events = rows.slice(0, input.limit);
    return {
      events: events.map(viewEvent),
      next: rows.length > events.length ? (events.at(-1)?.id ?? null) : null,
    };
  },
});
