/** Works with a running product as a person would, then takes every picture of the documentation. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { freePort, Marque } from "#tests/e2e/marque.ts";
import config from "../../../playwright.config.ts";
import { openCheckout, pay, runBacktest, signInAt, startBot } from "./rehearse.ts";
import { type Shot, savePicture, takeShot } from "./take-shot.ts";
import { tradeFor } from "./trade-for.ts";

const PICTURES = path.resolve("docs/pictures");
const ACME = "acme.localhost";
const NOVA = "nova.localhost";
const SHARPNESS = 2;
const BARS = 300;
const SMALL = [760, 520] as const;
const PHONE = [390, 844] as const;

const directory = mkdtempSync(path.join(tmpdir(), "marque-pictures-"));
const marque = new Marque(await freePort(), directory);
await marque.start();
const { executablePath = "", args = [] } = config.use?.launchOptions ?? {};
// Said to the browser too: canvases ask the device, which Playwright's emulation does not reach.
const sharp = `--force-device-scale-factor=${SHARPNESS}`;
const browser = await chromium.launch({ executablePath, args: [...args, sharp] });
try {
  mkdirSync(PICTURES, { recursive: true });
  await takeAll(browser);
} finally {
  await browser.close();
  await marque.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function takeAll(browser: Browser): Promise<void> {
  const visitor = await browser.newContext({ deviceScaleFactor: SHARPNESS });
  const member = await browser.newContext({ deviceScaleFactor: SHARPNESS });
  const page = await member.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAt(page, marque, ACME);
  await openCheckout(page, marque, ACME);
  say("checkout", await savePicture(page, PICTURES, "checkout"));
  await pay(page);
  await runBacktest(page, marque, ACME, { market: "BTC-USD", timeframe: "4h", fast: 24, slow: 96 });
  await runBacktest(page, marque, ACME, { market: "ETH-USD", timeframe: "1h", fast: 10, slow: 30 });
  const report = await runBacktest(page, marque, ACME, {
    market: "SOL-USD",
    timeframe: "1h",
    fast: 20,
    slow: 60,
  });
  const bots = [
    await startBot(page, marque, ACME, { market: "SOL-USD", timeframe: "15m", fast: 8, slow: 24 }),
    await startBot(page, marque, ACME, { market: "ETH-USD", timeframe: "15m", fast: 12, slow: 48 }),
    await startBot(page, marque, ACME, { market: "BTC-USD", timeframe: "15m", fast: 10, slow: 30 }),
  ] as const;
  await tradeFor(page, marque, bots, BARS);
  await page.close();

  const shots: readonly Shot[] = [
    { name: "home", path: "/", context: visitor },
    { name: "pricing", path: "/pricing?interval=year", context: visitor },
    { name: "sign-in-acme", host: ACME, path: "/sign-in", context: visitor, size: SMALL },
    { name: "sign-in-nova", host: NOVA, path: "/sign-in", context: visitor, size: SMALL },
    { name: "overview", host: ACME, path: "/", context: member, size: [1280, 720] },
    { name: "billing", host: ACME, path: "/settings/billing", context: member },
    { name: "usage", host: ACME, path: "/settings/usage", context: member },
    { name: "members", host: ACME, path: "/settings/members", context: member },
    { name: "audit", host: ACME, path: "/settings/audit", context: member },
    { name: "branding", host: ACME, path: "/settings/branding", context: member },
    { name: "backtest", host: ACME, path: report, context: member },
    { name: "bot", host: ACME, path: `/bots/${bots[0]}`, context: member },
    { name: "bot-dark", host: ACME, path: `/bots/${bots[0]}`, context: member, colorScheme: "dark" },
    { name: "bot-phone", host: ACME, path: `/bots/${bots[0]}`, context: member, size: PHONE },
  ];
  for (const shot of shots) say(shot.name, await takeShot(shot, marque, PICTURES));
}

function say(name: string, bytes: number): void {
  process.stdout.write(`docs/pictures/${name}.png ${Math.round(bytes / 1000)} kB\n`);
}
