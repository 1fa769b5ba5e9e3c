import { randomBytes } from "node:crypto";
import type { HttpAnswer } from "../http/message.ts";
import { type Html, html, trusted } from "./html.ts";
import { STYLE } from "./style.ts";

export interface PageOptions {
  title: string;
  body: Html;
  status?: number;
  /** `#rrggbb` */
  accent?: string | null;
  script?: string;
  /** May stand in a frame of the merchant's page. */
  isEmbeddable?: boolean;
}

/** Tells the page around it how high it is. */
const REPORT_HEIGHT = `
const tell = () => parent.postMessage({ type: "resize", height: Math.ceil(document.body.offsetHeight) }, "*");
new ResizeObserver(tell).observe(document.body);
`;
/** In a frame that is as high as its content, the window's height is no measure. */
const FRAMED_STYLE = ".split{min-height:0}";

/** A whole page under a strict policy: no outside content, and scripts only by nonce. */
export function renderPage({
  title,
  body,
  status = 200,
  accent,
  script,
  isEmbeddable,
}: PageOptions): HttpAnswer {
  const nonce = randomBytes(16).toString("base64");
  const accentStyle = accent ? `:root{--accent:${accent};--accent-ink:${inkOn(accent)}}` : "";
  const scripts = (script ?? "") + (isEmbeddable ? REPORT_HEIGHT : "");
  const style = STYLE + accentStyle + (isEmbeddable ? FRAMED_STYLE : "");
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${trusted(style)}</style>
</head>
<body>${body}${scripts ? html`<script nonce="${nonce}">${trusted(scripts)}</script>` : ""}</body>
</html>`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; frame-ancestors ${isEmbeddable ? "*" : "'none'"}`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body: page.markup,
  };
}

export const redirect = (location: string): HttpAnswer => ({ status: 303, headers: { location }, body: "" });

export const sandboxBadge = html`<span class="badge" title="No money moves here">Sandbox</span>`;

export function renderNotice(
  title: string,
  text: string,
  status: number,
  back?: string | null,
  isEmbeddable = false,
): HttpAnswer {
  return renderPage({
    title,
    status,
    isEmbeddable,
    body: html`<main class="single"><header>${sandboxBadge}</header><h2>${title}</h2><p class="soft">${text}</p>
${back ? html`<p><a class="button" href="${back}">Go back</a></p>` : ""}</main>`,
  });
}

/** Black or white, whichever reads better on `colour` (WCAG relative luminance). */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}
