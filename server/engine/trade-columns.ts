import { RowBlocks } from "./row-blocks.ts";

export const EXIT_REASONS = [
  "signal",
  "stop_loss",
  "trailing_stop",
  "take_profit",
  "roi",
  "time",
  "liquidation",
  "end_of_data",
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

export const TRADE_TAGS = [null, "closed_by_hand", "unprotected"] as const;
export type TradeTag = (typeof TRADE_TAGS)[number];

/** One closed trade. Times in Unix ms; `fees` and `pnl` in quote, `pnl` net of fees; `returnPct` = 100 · pnl / (entry price · quantity). */
export interface Trade {
  readonly side: "long" | "short";
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
  readonly fees: number;
  readonly pnl: number;
  readonly returnPct: number;
  readonly exitReason: ExitReason;
  readonly tag: TradeTag;
}

/** What a run knows when a trade closes; reasons and tags as indices into their lists. */
export interface ClosedTrade {
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly exitQuantity: number;
  readonly tradeFees: number;
  readonly exitReason: number;
  readonly exitTag: number;
}

const FIELDS = 11;

/** Closed trades as rows of numbers, so that closing a trade allocates nothing. */
export class TradeColumns {
  private readonly rows = new RowBlocks(FIELDS);

  get length(): number {
    return this.rows.length;
  }

  push(closed: ClosedTrade): void {
    this.rows.claim();
    const { block, start } = this.rows;
    block[start] = closed.entryTime;
    block[start + 1] = closed.exitTime;
    block[start + 2] = closed.entryBar;
    block[start + 3] = closed.exitBar;
    block[start + 4] = closed.entryPrice;
    block[start + 5] = closed.exitPrice;
    block[start + 6] = closed.exitQuantity;
    block[start + 7] = closed.tradeFees;
    block[start + 8] = closed.exitQuantity * (closed.exitPrice - closed.entryPrice) - closed.tradeFees;
    block[start + 9] = closed.exitReason;
    block[start + 10] = closed.exitTag;
  }

  clear(): void {
    this.rows.clear();
  }

  pnl(index: number): number {
    return this.rows.get(index, 8);
  }

  /** Net result as a ratio of what the entry cost. */
  returnRatio(index: number): number {
    return this.rows.get(index, 8) / (this.rows.get(index, 4) * this.rows.get(index, 6));
  }

  get(index: number): Trade {
    const field = (offset: number): number => this.rows.get(index, offset);
    return {
      side: "long",
      entryTime: field(0),
      exitTime: field(1),
      entryBar: field(2),
      exitBar: field(3),
      entryPrice: field(4),
      exitPrice: field(5),
      quantity: field(6),
      fees: field(7),
      pnl: field(8),
      returnPct: 100 * this.returnRatio(index),
      exitReason: EXIT_REASONS[field(9)] ?? "signal",
      tag: TRADE_TAGS[field(10)] ?? null,
    };
  }

  toArray(): Trade[] {
    return Array.from({ length: this.length }, (_, index) => this.get(index));
  }
}
