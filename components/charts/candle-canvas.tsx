"use client";

import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { formatPrice } from "../format/number.ts";
import type { CandleColumns, TradeMark } from "./candles.ts";
import { onThemeChange, themeColours } from "./theme-colours.ts";

interface Drawn {
  chart: IChartApi;
  series: ISeriesApi<"Candlestick">;
  marks: ISeriesMarkersPluginApi<Time>;
}

export interface CandleCanvasProps {
  candles: CandleColumns;
  marks: readonly TradeMark[];
}

/** Guarantee: the library's brand for whole seconds since the epoch. */
const seconds = (timeMs: number) => Math.floor(timeMs / 1000) as UTCTimestamp;

const COLOURS = [
  "surface",
  "muted-foreground",
  "border",
  "border-strong",
  "positive",
  "negative",
  "foreground",
] as const;

function paint(host: HTMLElement, { chart, series }: Drawn) {
  const colour = themeColours(host, COLOURS);
  chart.applyOptions({
    layout: {
      background: { color: colour.surface },
      textColor: colour["muted-foreground"],
      fontFamily: getComputedStyle(host).fontFamily,
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colour.border } },
    rightPriceScale: { borderVisible: false, entireTextOnly: true },
    timeScale: { borderColor: colour.border },
    crosshair: { vertLine: { color: colour["border-strong"] }, horzLine: { color: colour["border-strong"] } },
  });
  series.applyOptions({
    upColor: colour.positive,
    wickUpColor: colour.positive,
    downColor: colour.negative,
    wickDownColor: colour.negative,
  });
}

function drawMarks(host: HTMLElement, { marks }: Drawn, trades: readonly TradeMark[]) {
  const colour = themeColours(host, COLOURS);
  marks.setMarkers(
    trades.map(({ time, side, text }) => ({
      time: seconds(time),
      position: side === "buy" ? "belowBar" : "aboveBar",
      shape: side === "buy" ? "arrowUp" : "arrowDown",
      color: side === "buy" ? colour.positive : colour.negative,
      text: text ?? side,
    })),
  );
}

export default function CandleCanvas({ candles, marks }: CandleCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(null);
  const latestMarks = useRef(marks);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const chart = createChart(element, {
      autoSize: true,
      layout: { fontSize: 11, attributionLogo: false },
      localization: { priceFormatter: formatPrice },
      timeScale: { timeVisible: true, secondsVisible: false, rightOffset: 4 },
      handleScroll: { vertTouchDrag: false },
    });
    const series = chart.addSeries(CandlestickSeries, { borderVisible: false });
    const created: Drawn = { chart, series, marks: createSeriesMarkers(series, []) };
    drawn.current = created;
    paint(element, created);
    const stop = onThemeChange(() => {
      paint(element, created);
      drawMarks(element, created, latestMarks.current);
    });
    return () => {
      stop();
      chart.remove();
      drawn.current = null;
    };
  }, []);

  useEffect(() => {
    drawn.current?.series.setData(
      candles.time.map((time, index) => ({
        time: seconds(time),
        open: candles.open[index] ?? 0,
        high: candles.high[index] ?? 0,
        low: candles.low[index] ?? 0,
        close: candles.close[index] ?? 0,
      })),
    );
  }, [candles]);

  useEffect(() => {
    latestMarks.current = marks;
    if (drawn.current && host.current) drawMarks(host.current, drawn.current, marks);
  }, [marks]);

  return <div ref={host} className="absolute inset-0" />;
}
