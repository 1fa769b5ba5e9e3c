import { describe, expect, it } from "vitest";
import { apiErrorOf, fieldErrorsOf } from "./api-error.ts";

const answered = (app: unknown) => Object.assign(new Error("x"), { data: { app } });

describe("apiErrorOf", () => {
  it("gives the server's words and the messages of fields", () => {
    const error = answered({
      code: "conflict",
      message: "Taken.",
      details: { reason: "slug_taken", fields: { slug: "Taken.", n: 3 } },
    });
    expect(apiErrorOf(error)).toEqual({
      code: "conflict",
      message: "Taken.",
      reason: "slug_taken",
      fields: { slug: "Taken." },
    });
  });

  it("names the add-on that would lift it", () => {
    const details = { reason: "limit_reached", liftedByAddOn: { key: "extra-bots", name: "Extra bots" } };
    expect(apiErrorOf(answered({ code: "payment_required", message: "Full.", details }))).toMatchObject({
      liftedByAddOn: "Extra bots",
    });
  });

  it.each([
    new TypeError("Failed to fetch"),
    null,
    "x",
    answered(undefined),
    answered({ code: "nonsense", message: "m" }),
  ])("calls %s a failed connection", (error) => {
    expect(apiErrorOf(error)).toMatchObject({ code: "unavailable", reason: "offline", fields: {} });
  });

  it("has no field messages while there is no error", () => expect(fieldErrorsOf(null)).toEqual({}));
});
