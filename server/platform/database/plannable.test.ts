import { describe, expect, it } from "vitest";
import { isWrite, plannable } from "./plannable.ts";

const PAGE = 'SELECT "a" FROM "public"."t" WHERE "id" = $1 LIMIT $2 OFFSET $3';

describe("plannable", () => {
  it("writes a small limit and the offset 0 into the text, and numbers the rest anew", () => {
    expect(plannable(PAGE, ["x", 20, 0])).toMatchObject({
      text: 'SELECT "a" FROM "t" WHERE "id" = $1 LIMIT 20 OFFSET 0',
      values: ["x"],
    });
    const nested = "SELECT a LIMIT $1 OFFSET $2, b IN ($3,$4) LIMIT $5 OFFSET $6";
    expect(plannable(nested, [1, 0, "x", "y", 101, 40])).toMatchObject({
      text: "SELECT a LIMIT 1 OFFSET 0, b IN ($1,$2) LIMIT $3 OFFSET $4",
      values: ["x", "y", 101, 40],
    });
  });

  it("does not take $1 for $10", () => {
    const ten = `SELECT ${Array.from({ length: 9 }, (_, i) => `$${i + 1}`).join()} LIMIT $10 OFFSET $11`;
    expect(plannable(ten, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0])).toMatchObject({
      text: ten.replace("$10", "10").replace("$11", "0"),
      values: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
  });

  it.each([
    ["more than 100", PAGE, ["x", 101, 3]],
    ["less than 0", PAGE, ["x", -1, -1]],
    ["no number", PAGE, ["x", "1 union select 1", null]],
    ["a fraction", PAGE, ["x", 0.5, 0.5]],
    ["used twice", "SELECT $1 LIMIT $1 OFFSET $2", [1, 5]],
    ["in a text", "SELECT '$1 LIMIT $1' LIMIT $1", [1]],
  ])("leaves a parameter that is %s", (_, text, values) => {
    expect(plannable(text, values).values).toEqual(values);
    expect(plannable(text, values).text).toBe(text.replace('"public".', ""));
  });

  it("gives each text a name of its own", () => {
    const names = [0, 1, 2].map((limit) => plannable(PAGE, ["x", limit, 0]).name);
    expect(new Set(names).size).toBe(3);
    expect(plannable(PAGE, ["y", 1, 0]).name).toBe(names[1]);
  });
});

describe("a write", () => {
  it.each([
    ["select 1", false],
    [" SELECT a FROM t FOR UPDATE", true],
    ["select a from t for no key update", true],
    ["with gone as (delete from t returning *) select * from gone", true],
    ["BEGIN", true],
    ["insert into t values (1)", true],
  ])("%s: %s", (text, expected) => expect(isWrite(text)).toBe(expected));
});
