import { describe, expect, it } from "vitest";
import { requireSameOrigin } from "./same-origin.ts";

const HERE = { host: "acme.marque.example", "x-forwarded-proto": "https" };
const ask = (headers: Record<string, string>) => () =>
  requireSameOrigin(new Headers({ ...HERE, ...headers }));

describe("a change asked for by cookie", () => {
  it("may come from this very origin", () => {
    expect(ask({ origin: "https://acme.marque.example" })).not.toThrow();
    expect(ask({ origin: "https://acme.marque.example", "sec-fetch-site": "same-origin" })).not.toThrow();
  });

  it.each([
    [{}],
    [{ origin: "null" }],
    [{ origin: "https://nova.marque.example" }],
    [{ origin: "https://marque.example" }],
    [{ origin: "http://acme.marque.example" }],
    [{ origin: "https://acme.marque.example:8443" }],
    [{ origin: "https://acme.marque.example.evil.test" }],
    [{ origin: "https://user@acme.marque.example" }],
    [{ origin: "https://acme.marque.example/" }],
    [{ origin: "https://acme.marque.example", "sec-fetch-site": "same-site" }],
    [{ origin: "https://acme.marque.example", "sec-fetch-site": "cross-site" }],
    [{ origin: "https://acme.marque.example", "sec-fetch-site": "none" }],
  ])("may not come from elsewhere: %j", (headers) => {
    expect(ask(headers)).toThrow("another site");
  });
});
