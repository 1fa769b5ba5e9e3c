import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, startSandbox } from "#tests/support/stripe-sandbox.ts";
import { parseQuery } from "./search-query.ts";

let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
  for (const [name, tenant] of [
    ["Ada", "acme"],
    ["Bob", "acme"],
    ["Cy", "umbra"],
  ] as const) {
    await rig.stripe.customers.create({ name, email: `${name}@${tenant}.test`, metadata: { tenant } });
    rig.sandbox.advance(1000);
  }
});
afterEach(() => rig.sandbox.close());

const names = async (query: string) =>
  (await rig.stripe.customers.search({ query })).data.map(({ name }) => name);

test.each([
  [`metadata["tenant"]:"acme"`, ["Bob", "Ada"]],
  [`metadata["tenant"]:"acme" AND name:"ada"`, ["Ada"]],
  [`name:"ada" OR name:"cy"`, ["Cy", "Ada"]],
  [`email~"umbra"`, ["Cy"]],
  [`-metadata["tenant"]:"acme"`, ["Cy"]],
  [`phone:null AND created>=${Date.UTC(2026, 10, 1, 10) / 1000 + 1}`, ["Cy", "Bob"]],
])("%s", async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

test("what cannot be read, or asked of a resource, is refused", async () => {
  for (const query of ["name", `name:"a" AND`, `a:"1" AND b:"2" OR c:"3"`, `shoe:"42"`]) {
    await expect(names(query)).rejects.toMatchObject({ statusCode: 400, param: "query" });
  }
});

test("pages follow one another", async () => {
  const first = await rig.stripe.customers.search({ query: `phone:null`, limit: 2 });
  expect(first).toMatchObject({ has_more: true, object: "search_result" });
  const second = await rig.stripe.customers.search({ query: `phone:null`, page: first.next_page ?? "" });
  expect(second.data.map(({ name }) => name)).toEqual(["Ada"]);
});

test("quotes inside quotes", () => {
  expect(parseQuery(`name:"the \\"one\\""`).clauses[0]?.wanted).toBe('the "one"');
});
