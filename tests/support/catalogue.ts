import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import type { Catalogue, CataloguePlan } from "#server/modules/billing/index.ts";
import { getCatalogue, publishCatalogue } from "#server/modules/operator/index.ts";

export const asOperator = (ports: Ports) => platformCtx(ports, { type: "operator", userId: "operator-1" });

export function planOf(catalogue: Pick<Catalogue, "plans">, key: string): CataloguePlan {
  const plan = catalogue.plans.find((each) => each.key === key);
  if (!plan) throw new Error(`There is no plan ${key}.`);
  return plan;
}

/** Publishes the price list in force with a change. */
export async function publish(ports: Ports, change: (catalogue: Catalogue) => void) {
  const { version, content } = await getCatalogue.call(asOperator(ports), {});
  const next = structuredClone(content);
  change(next);
  return publishCatalogue.call(asOperator(ports), { basedOn: version, content: next });
}
