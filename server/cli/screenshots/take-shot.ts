import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import sharp from "sharp";
import type { Marque } from "#tests/e2e/marque.ts";

export interface Shot {
  /** File name without its ending. */
  name: string;
  path: string;
  context: BrowserContext;
  /** The root domain when left out. */
  host?: string;
  /** Of the viewport, in CSS pixels. */
  size?: readonly [width: number, height: number];
  colorScheme?: "light" | "dark";
}

const SIZE = [1280, 840] as const;
const MOST_TRIES = 40;
const BETWEEN_TRIES_MS = 250;

/** Opens a page and takes its viewport. @returns the size of the file in bytes */
export async function takeShot(shot: Shot, marque: Marque, folder: string): Promise<number> {
  const page = await shot.context.newPage();
  const [width, height] = shot.size ?? SIZE;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: shot.colorScheme ?? "light" });
  await page.goto(marque.url(shot.path, shot.host));
  const bytes = await savePicture(page, folder, shot.name);
  await page.close();
  return bytes;
}

/** Writes what the viewport shows as a PNG of few colours. */
export async function savePicture(page: Page, folder: string, name: string): Promise<number> {
  const file = path.join(folder, `${name}.png`);
  const { size } = await sharp(await stillPicture(page))
    .png({ palette: true, effort: 10 })
    .toFile(file);
  return size;
}

/** The picture once two in a row are the same: live pages are never idle, but charts do come to rest. */
async function stillPicture(page: Page): Promise<Buffer> {
  let before = await page.screenshot({ animations: "disabled" });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    await page.waitForTimeout(BETWEEN_TRIES_MS);
    const now = await page.screenshot({ animations: "disabled" });
    if (now.equals(before) && (await hasArrived(page))) return now;
    before = now;
  }
  throw new Error(`${page.url()} does not come to rest.`);
}

/** Whether typefaces, lists and charts are there: what stands in for them pulses. */
const hasArrived = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      document.fonts.status === "loaded" &&
      document.querySelector("main [aria-busy=true], figure .animate-pulse-soft") === null,
  );
