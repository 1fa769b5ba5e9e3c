import { expect, it } from "vitest";
import { createReauthGate } from "./reauth-gate.ts";

it("asks once for calls that wait together, and again for the next", async () => {
  const gate = createReauthGate();
  const asked: ((isConfirmed: boolean) => void)[] = [];
  gate.onAsk((answer) => asked.push(answer));
  const [first, second] = [gate.ask(), gate.ask()];
  expect(asked).toHaveLength(1);
  asked[0]?.(true);
  expect([await first, await second]).toEqual([true, true]);
  const third = gate.ask();
  expect(asked).toHaveLength(2);
  asked[1]?.(false);
  expect(await third).toBe(false);
});

it("says no where nobody can be asked", async () => {
  const gate = createReauthGate();
  gate.onAsk(() => {})();
  expect(await gate.ask()).toBe(false);
});
