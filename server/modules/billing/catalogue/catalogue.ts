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

/** A price list as it ships, before anybody changed it. @throws ZodError when the file breaks the schema */
export function readCatalogue(name: CatalogueName): Catalogue {
  const known = checked.get(name);
  if (known) return known;
  const catalogue = Catalogue.parse(FILES[name]);
  checked.set(name, catalogue);
  return catalogue;
}

/** The version of the price list that this process sells from. */
interface HeldCatalogue {
  version: number;
  catalogue: Catalogue;
}

const slotOf = (env: Ports["env"]) => `catalogue:${env.CATALOGUE}`;

/** With the installation's own patience, where it has one. */
export function holdCatalogue({ memory, env }: Ports, { version, catalogue }: HeldCatalogue): void {
  const graceDays = env.SUSPEND_AFTER_DAYS ?? catalogue.graceDays;
  const held: HeldCatalogue = { version, catalogue: { ...catalogue, graceDays } };
  memory.set(slotOf(env), held);
}

/** Undefined until it is opened. */
export function heldCatalogue({ memory, env }: Ports): HeldCatalogue | undefined {
  return memory.get(slotOf(env)) as HeldCatalogue | undefined; // holdCatalogue alone writes there
}

/** The price list in force; see versions/follow-catalogue.ts for how it gets here. */
export function catalogueOf(ports: Ports): Catalogue {
  const held = heldCatalogue(ports);
  if (!held) throw new Error(`The price list ${ports.env.CATALOGUE} is not open yet.`);
  return held.catalogue;
}

export function findPlan(catalogue: Catalogue, key: string | null): CataloguePlan | undefined {
  return catalogue.plans.find((plan) => plan.key === key);
}
