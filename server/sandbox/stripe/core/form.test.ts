import fc from "fast-check";
import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { parseForm } from "./form.ts";

describe("Stripe's form encoding", () => {
  test("nested brackets become objects and arrays", () => {
    const encoded =
      "line_items[0][price]=price_1&line_items[0][quantity]=2&line_items[1][price]=price_2&metadata[a b]=%26&mode=subscription";
    expect(parseForm(encoded)).toEqual({
      line_items: [{ price: "price_1", quantity: "2" }, { price: "price_2" }],
      metadata: { "a b": "&" },
      mode: "subscription",
    });
  });

  test("empty brackets append", () => {
    expect(parseForm("expand[]=customer&expand[]=invoice")).toEqual({ expand: ["customer", "invoice"] });
  });

  test("array order is by index, whatever the order of arrival", () => {
    expect(parseForm("a[1]=y&a[0]=x")).toEqual({ a: ["x", "y"] });
  });

  test.each(["a[=1", "[a]=1", "a[b]x=1", "a=1&a[b]=2", "a[b]=1&a=2", `a${"[b]".repeat(20)}=1`])(
    "%s is refused with a 400",
    (encoded) => expect(() => parseForm(encoded)).toThrow(expect.objectContaining({ status: 400 })),
  );

  test("no name reaches a prototype", () => {
    const parsed = parseForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(Object.getOwnPropertyNames(parsed)).toContain("constructor");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("whatever the SDK sends is read back as it was", async () => {
    const key = fc
      .stringMatching(/^[a-z_]{1,8}$/)
      .filter((name) => name !== "expand" && !(name in Object.prototype));
    const leaf = fc.string({ minLength: 1, maxLength: 12 });
    const tree = fc.dictionary(
      key,
      fc.oneof(
        leaf,
        fc.array(leaf, { minLength: 1, maxLength: 3 }),
        fc.dictionary(key, leaf, { minKeys: 1 }),
      ),
      { minKeys: 1 },
    );
    await fc.assert(
      fc.asyncProperty(tree, async (params) => {
        let sent = "";
        const stripe = new Stripe("sk_test_1", {
          httpClient: Stripe.createFetchHttpClient(async (_url: unknown, init?: RequestInit) => {
            sent = String(init?.body);
            return new Response("{}", { headers: { "content-type": "application/json" } });
          }),
        });
        await stripe.rawRequest("POST", "/v1/customers", params);
        expect(parseForm(sent)).toEqual(params);
      }),
      { numRuns: 100 },
    );
  });
});
