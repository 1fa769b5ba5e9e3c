import type Stripe from "stripe";
import { DAY } from "../billing/calendar.ts";
import { customers, type TestClock, testClocks } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve, type Timer } from "../core/operation.ts";
import { noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Wire } from "../core/wire.ts";
import { deleteCustomer } from "./customers.ts";

const LIFETIME = 30 * DAY;

const CreateParams = paramsOf<Stripe.TestHelpers.TestClockCreateParams>()({
  frozen_time: whole,
  name: text.max(300).optional(),
});
const AdvanceParams = paramsOf<Stripe.TestHelpers.TestClockAdvanceParams>()({ frozen_time: whole });

/** Comes after all else that is due by then: the clock is ready when everything has happened. */
function* clockTimers(reader: Reader): Iterable<Timer> {
  for (const clock of reader.all(testClocks)) {
    const target = clock.status_details.advancing?.target_frozen_time;
    if (target === undefined) continue;
    yield {
      at: target,
      clock: clock.id,
      run(tx) {
        const ready: TestClock = { ...clock, frozen_time: target, status: "ready", status_details: {} };
        tx.put(testClocks, ready);
        tx.emit("test_helpers.test_clock.ready", ready);
      },
    };
  }
}

/** Must stand last among the resources, so that a clock becomes ready last. */
export const testClockResource: Resource = {
  collections: [testClocks],
  timers: clockTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/test_helpers/test_clocks",
      params: CreateParams,
      run({ tx, params }) {
        const clock: TestClock = {
          id: tx.newId("clock"),
          object: "test_helpers.test_clock",
          created: tx.now,
          deletes_after: tx.now + LIFETIME,
          frozen_time: params.frozen_time,
          livemode: false,
          name: params.name ?? null,
          status: "ready",
          status_details: {},
        };
        tx.put(testClocks, clock);
        tx.emit("test_helpers.test_clock.created", clock);
        return clock;
      },
    }),
    retrieve("/v1/test_helpers/test_clocks/{id}", testClocks),
    operation({
      method: "POST",
      path: "/v1/test_helpers/test_clocks/{id}/advance",
      params: AdvanceParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, testClocks, path("id"));
        if (old.status !== "ready") throw invalidRequest(`The test clock is ${old.status}.`);
        if (params.frozen_time <= old.frozen_time) {
          throw invalidRequest("You can only advance a test clock to a time in the future.", {
            param: "frozen_time",
          });
        }
        const clock: TestClock = {
          ...old,
          status: "advancing",
          status_details: { advancing: { target_frozen_time: params.frozen_time } },
        };
        tx.put(testClocks, clock);
        tx.emit("test_helpers.test_clock.advancing", clock);
        return clock;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/test_helpers/test_clocks/{id}",
      params: noParams,
      run({ tx, path }) {
        const clock = mustGet(tx, testClocks, path("id"));
        for (const customer of tx.all(customers)) {
          if (customer.test_clock === clock.id) deleteCustomer(tx.at(clock.frozen_time), customer);
        }
        tx.remove(testClocks, clock.id);
        tx.emit("test_helpers.test_clock.deleted", clock);
        return {
          id: clock.id,
          object: "test_helpers.test_clock",
          deleted: true,
        } satisfies Wire<Stripe.TestHelpers.DeletedTestClock>;
      },
    }),
    list({ path: "/v1/test_helpers/test_clocks", from: testClocks, filters: {}, matches: () => true }),
  ],
};
