import auterity from "#prisma/catalogues/auterity.json" with { type: "json" };
import luno from "#prisma/catalogues/luno.json" with { type: "json" };
import marque from "#prisma/catalogues/marque.json" with { type: "json" };
import neozork from "#prisma/catalogues/neozork.json" with { type: "json" };
import tradingbotPro from "#prisma/catalogues/tradingbot-pro.json" with { type: "json" };
import type { Ports } from "#server/kernel/ctx.ts";
import { Catalogue, type CataloguePlan } from "./catalogue-schema.ts";

type CatalogueName = Ports["env"]["CATALOGUE"];

const FILES: Record<CatalogueName, unknown> = {
  auterity,
  luno,
  marque,
  neozork,
  "tradingbot-pro": tradingbotPro,
};
const checked = new Map<CatalogueName, Catalogue>();

/** @throws ZodError when the file breaks the schema */
export function readCatalogue(name: CatalogueName): Catalogue {
  const known = checked.get(name);
  if (known) return known;
  const catalogue = Catalogue.parse(FILES[name]);
  checked.set(name, catalogue);
  return catalogue;
}

const installed = new WeakMap<object, Catalogue>();

/** The price list this installation sells from, with the installation's own patience where it has one. */
export function catalogueOf({ env }: Ports): Catalogue {
  const known = installed.get(env);
  if (known) return known;
  const listed = readCatalogue(env.CATALOGUE);
  const catalogue = { ...listed, graceDays: env.SUSPEND_AFTER_DAYS ?? listed.graceDays };
  installed.set(env, catalogue);
  return catalogue;
}

export function findPlan(catalogue: Catalogue, key: string | null): CataloguePlan | undefined {
  return catalogue.plans.find((plan) => plan.key === key);
}
