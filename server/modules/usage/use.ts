import type { LimitWindow } from "../billing/index.ts";
import type { Pricing } from "./overage-cost.ts";

export type CalendarWindow = Exclude<LimitWindow, "none">;

/** A limit that holds in the window that began at `startsAt`. */
export interface Bound {
  window: LimitWindow;
  startsAt: Date;
  limit: number;
}

export interface MeterUse {
  meter: string;
  /** Whole units; below zero only for a level. */
  amount: number;
  /** Counts what there is rather than what was used. */
  isLevel: boolean;
  /** None where the meter is unlimited: then nothing is locked. */
  bounds: readonly Bound[];
}

/** What a tenant may use beyond its limits in the billing period that began at `billedFrom`. */
export interface OverageTerms {
  billedFrom: Date;
  currency: string;
  /** In the currency's minor unit, all meters of the period together; null is no cap. */
  capMinor: number | null;
  meters: readonly ({ meter: string; window: LimitWindow } & Pricing)[];
}

/** Something used: of all its meters, or of none. */
export interface Use {
  tenantId: string;
  /** With the meter what makes it the same use when it comes again. */
  id: string;
  /** Whether the sender chose the id, and so may send it again. */
  isNamed: boolean;
  at: Date;
  recordedAt: Date;
  /** What it came by: `api`, `backtest`, `track` … */
  source: string;
  subject: string | null;
  meters: readonly MeterUse[];
  overage: OverageTerms | null;
}

/** Identifies a row of `usage_count`. */
export interface CountKey {
  tenantId: string;
  meter: string;
  window: LimitWindow | "overage";
  startsAt: Date;
}

/** Levels have no beginning. */
export const EVER = new Date(0);

export const countText = ({ tenantId, meter, window, startsAt }: CountKey): string =>
  `${tenantId} ${meter} ${window} ${startsAt.getTime()}`;

export const recordText = (tenantId: string, meter: string, id: string): string =>
  `${tenantId} ${meter} ${id}`;
