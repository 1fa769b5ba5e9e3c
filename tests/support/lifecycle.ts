import type { Subscriber, TenantEvent } from "#server/kernel/background.ts";
import { AUDIT_RECORDED, appendAway, tenantOutbox } from "#server/modules/audit/index.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import type { Harness } from "./harness.ts";

/** Works the outbox off in this process, in order, with everybody who listens. */
export async function settleEverything(
  { ports }: Pick<Harness, "ports">,
  subscribers: readonly Subscriber[],
): Promise<void> {
  const { signal } = new AbortController();
  const deliver = async (event: TenantEvent) => {
    if (event.type === AUDIT_RECORDED) return appendAway(ports, event);
    for (const subscriber of subscribers) {
      if (subscriber.events.includes(event.type)) await subscriber.run(ports, event, signal);
    }
  };
  while (!(await drainOutbox(ports, tenantOutbox, deliver)));
}
