import type { OrderRole } from "#server/engine/index.ts";

const LEG: Readonly<Record<OrderRole, string>> = { entry: "n", exit: "x", stop_loss: "s", take_profit: "t" };

/**
 * The same for the same decision, however often it is replayed: bot, decision time, leg and the order's number in the run.
 * Lower-case letters and digits, at most 32, which every venue accepts.
 */
export function clientOrderId(botId: string, decidedAt: number, role: OrderRole, number: number): string {
  return `${botId.slice(-12)}${(decidedAt / 1000).toString(36)}${LEG[role]}${number.toString(36)}`;
}
