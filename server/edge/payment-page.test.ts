import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { isPaymentPage, paymentSources } from "./payment-page.ts";

it.each([
  ["/settings/billing/checkout/starter", true],
  ["/tenant/acme/settings/billing/checkout/starter", true],
  ["/settings/billing/checkout", false],
  ["/settings/billing/checkout/", false],
  ["/settings/billing/checkout/starter/more", false],
  ["/settings/billing", false],
  ["/sign-in", false],
])("%s holds Stripe's form: %s", (path, isOne) => {
  expect(isPaymentPage(path)).toBe(isOne);
});

it("lets in frames and calls of Stripe, or of the sandbox alone, and no script by its place", () => {
  const plain = contentSecurityPolicy("n", false).split("; ");
  for (const [origin, frames] of [
    [
      undefined,
      "https://js.stripe.com https://*.js.stripe.com https://checkout.stripe.com https://hooks.stripe.com",
    ],
    ["http://localhost:3001", "http://localhost:3001"],
  ]) {
    const policy = contentSecurityPolicy("n", false, paymentSources(origin)).split("; ");
    const added = policy.filter((directive) => !plain.includes(directive));
    expect(added.map((directive) => directive.split(" ")[0])).toEqual(["connect-src", "frame-src"]);
    expect(added[1]).toBe(`frame-src ${frames}`);
  }
});
