import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv", () => {
  it("derives the root from the port, and takes an empty variable for none", () => {
    expect(readEnv({ PORT: "4000", ROOT_URL: "" })).toMatchObject({
      ROOT_URL: "http://localhost:4000",
      ROOT_DOMAIN: "localhost",
      NODE_ENV: "production",
    });
    expect(readEnv({ ROOT_URL: "https://marque.example/" })).toMatchObject({ ROOT_DOMAIN: "marque.example" });
  });

  it.each([
    [{ PORT: "web" }, /PORT/],
    [{ PORT: "0" }, /PORT/],
    [{ AUTH_SECRET: "short" }, /AUTH_SECRET/],
    [{ STRIPE_SECRET_KEY: "sk_live_x" }, /STRIPE_WEBHOOK_SECRETS/],
    [{ STRIPE_PUBLISHABLE_KEY: "sk_live_x" }, /STRIPE_PUBLISHABLE_KEY/],
    [
      { STRIPE_SECRET_KEY: "sk_live_x", STRIPE_WEBHOOK_SECRETS: "w", STRIPE_PUBLISHABLE_KEY: "pk_test_x" },
      /STRIPE_PUBLISHABLE_KEY/,
    ],
    [{ WORKER: "external" }, /DATABASE_URL/],
    [{ DATABASE_URL: "postgresql://x" }, /AUTH_SECRET/],
    [{ CATALOGUE: "unknown" }, /CATALOGUE/],
  ])("refuses %j and names the variable", (env, message) => {
    expect(() => readEnv(env)).toThrow(message);
  });
});
