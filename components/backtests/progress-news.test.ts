import { describe, expect, it } from "vitest";
import { applyProgress, readProgressNews } from "./progress-news.ts";
import type { Backtest } from "./status-badge.tsx";

const BACKTEST: Backtest = {
  id: "1",
  status: "running",
  progress: 0.4,
  source: { type: "dataset", datasetId: "d" },
  sourceLabel: "BTC",
  strategy: "sma-cross",
  params: {},
  settings: {},
  metrics: null,
  failure: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  finishedAt: null,
};

describe("news of a backtest", () => {
  it.each([null, undefined, 3, {}, { status: "flying" }])("%j is not progress", (data) =>
    expect(readProgressNews(data)).toBeNull(),
  );

  it("is read with what it carries", () => {
    expect(readProgressNews({ status: "failed", failure: "Too few bars." })).toEqual({
      status: "failed",
      failure: "Too few bars.",
    });
  });

  it("moves the bar forward, never back", () => {
    expect(applyProgress(BACKTEST, { status: "running", progress: 0.7 }).progress).toBe(0.7);
    expect(applyProgress(BACKTEST, { status: "running", progress: 0.1 }).progress).toBe(0.4);
  });

  it("keeps saying that it stops while the worker is at its last step", () => {
    const stopping = { ...BACKTEST, status: "canceling" as const };
    expect(applyProgress(stopping, { status: "running", progress: 0.5 }).status).toBe("canceling");
    expect(applyProgress(stopping, { status: "canceled" }).status).toBe("canceled");
  });
});
