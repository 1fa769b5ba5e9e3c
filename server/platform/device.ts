import Bowser from "bowser";

/** A browser in words, `Firefox on Linux`; a program by its product name, `curl`; empty for nothing. */
export function deviceName(userAgent: string): string {
  if (userAgent === "") return "";
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || (/^[\w.-]+/.exec(userAgent)?.[0] ?? "");
}
