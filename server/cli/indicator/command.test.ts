import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runIndicatorCommand } from "./command.ts";

const START = 1_767_571_200_000;
let folder = "";
let file = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "indicator-"));
  file = join(folder, "candles.csv");
  const rows = [1, 2, 4].map((price, hour) =>
    [START + hour * 3_600_000, price, price, price, price].join(","),
  );
  await writeFile(file, `time,open,high,low,close\n${rows.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: "", error: "" };
  const code = await runIndicatorCommand(["node", "indicator", ...args], {
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
  });
  return { code, ...said };
}

test("prints a row a bar at full precision, empty before the indicator is warm", async () => {
  const { code, out } = await run("sma", "--params", '{"length":3}', "--candles", file);
  expect(code).toBe(0);
  expect(out).toBe(`time,sma\n${START},\n${START + 3_600_000},\n${START + 7_200_000},${7 / 3}\n`);
});

test.each([
  [["nonsense", "--candles", "x"], /no indicator "nonsense"; known: sma \|/],
  [["rsi", "--params", '{"length":0}', "--candles", "x"], /--params: Length must be between 1/],
  [["rsi", "--params", '{"size":9}', "--candles", "x"], /no parameter "size"; known: length/],
  [["rsi", "--params", "[]", "--candles", "x"], /JSON object/],
  [["rsi", "--candles", "no-such-file.csv"], /--candles: there is no file/],
  [["rsi"], /--candles/],
])("%j is refused with what is wrong", async (args, message) => {
  const { code, error } = await run(...args);
  expect(code).toBe(2);
  expect(error).toMatch(message);
});
