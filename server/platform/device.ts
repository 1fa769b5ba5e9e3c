import Bowser from "bowser";

export type DeviceKind = "computer" | "phone" | "program";

/** What it runs on, as it says itself; tablets count as phones. */
export function deviceKind(userAgent: string): DeviceKind {
  if (userAgent === "") return "program";
  const { platform } = Bowser.parse(userAgent);
  if (platform.type === "desktop") return "computer";
  return platform.type === "mobile" || platform.type === "tablet" ? "phone" : "program";
}

/** A browser in words, `Firefox on Linux`; a program by its product name, `curl`; empty for nothing. */
export function deviceName(userAgent: string): string {
  if (userAgent === "") return "";
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || (/^[\w.-]+/.exec(userAgent)?.[0] ?? "");
}
