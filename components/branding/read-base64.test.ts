import { expect, it } from "vitest";
import { readBase64 } from "./read-base64.ts";

it("reads any bytes, also more than one chunk of them", async () => {
  const bytes = Uint8Array.from({ length: 70_001 }, (_, index) => (index * 31) % 256);
  expect(await readBase64(new Blob([bytes]))).toBe(Buffer.from(bytes).toString("base64"));
});
