import type { TradingVenue, VenueOrder } from "./venue.ts";
import { VenueError } from "./venue-error.ts";

/** `lost`: the call never arrives. `unanswered`: it is carried out and the answer is lost. */
export type Fault = "lost" | "unanswered";
export type VenueCall = "createOrder" | "fetchOrder" | "cancelOrder" | "fetchOpenOrders" | "fetchBalances";

/** A venue that fails as told: `faultOf` is asked at each call, in order. For tests and rehearsals. */
export function createFaultyVenue(
  venue: TradingVenue,
  faultOf: (call: VenueCall, clientOrderId: string | null) => Fault | null,
): TradingVenue {
  async function pass<T>(call: VenueCall, id: string | null, work: () => Promise<T>): Promise<T> {
    const fault = faultOf(call, id);
    const timeout = new VenueError("TIMEOUT", `${call} was not answered in time`, false);
    if (fault === "lost") throw timeout;
    const answer = await work();
    if (fault === "unanswered") throw timeout;
    return answer;
  }
  return {
    createOrder: (request): Promise<VenueOrder> =>
      pass("createOrder", request.clientOrderId, () => venue.createOrder(request)),
    fetchOrder: (id) => pass("fetchOrder", id, () => venue.fetchOrder(id)),
    fetchOpenOrders: (symbol) => pass("fetchOpenOrders", null, () => venue.fetchOpenOrders(symbol)),
    cancelOrder: (id) => pass("cancelOrder", id, () => venue.cancelOrder(id)),
    fetchBalances: () => pass("fetchBalances", null, () => venue.fetchBalances()),
  };
}
