import { z } from "zod";
import { Timeframe } from "../venues/schema.ts";
import { BotSettings, BotStatus } from "./schema.ts";

export { BotSettings, BotStatus } from "./schema.ts";

/** A bot as it is stored: what the page shows, without what follows from the present price. */
export interface BotRecord {
  id: string;
  requestId: string;
  name: string;
  status: BotStatus;
  halt: string | null;
  /** Why the plan paused it, in words. */
  pauseReason: string | null;
  venue: string;
  market: string;
  timeframe: Timeframe;
  strategy: string;
  params: Record<string, number>;
  settings: BotSettings;
  backtestId: string | null;
  cursor: Date | null;
  cash: number;
  quantity: number;
  entryPrice: number;
  tradeCount: number;
  createdAt: Date;
  startedAt: Date | null;
  stoppedAt: Date | null;
}

const Params = z.record(z.string(), z.number());

type Stored = Omit<BotRecord, "status" | "timeframe" | "params" | "settings" | "tradeCount"> & {
  status: string;
  timeframe: string;
  params: unknown;
  settings: unknown;
  _count: { trades: number };
};

export function readBot({ _count, status, timeframe, params, settings, ...row }: Stored): BotRecord {
  return {
    ...row,
    status: BotStatus.parse(status),
    timeframe: Timeframe.parse(timeframe),
    params: Params.parse(params),
    settings: BotSettings.parse(settings),
    tradeCount: _count.trades,
  };
}
