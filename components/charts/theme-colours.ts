/** Resolves theme variables to the `rgb()` a canvas can paint with, as seen from `element`. */
export function themeColours<Name extends string>(
  element: Element,
  names: readonly Name[],
): Record<Name, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const read = (name: Name): [Name, string] => {
    probe.style.color = `var(--${name})`;
    return [name, toRgb(getComputedStyle(probe).color)];
  };
  const colours = recordOf(names.map(read));
  probe.remove();
  return colours;
}

/** Guarantee: the entries were made from the very names of the record. */
const recordOf = <Name extends string>(entries: [Name, string][]) =>
  Object.fromEntries(entries) as Record<Name, string>;

/** Computed colours may come as `color(srgb …)` or `oklch(…)`; a canvas turns any of them into bytes. */
function toRgb(colour: string): string {
  if (colour.startsWith("rgb")) return colour;
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/** Calls back when the device or the page changes between light and dark. Returns the way to stop. */
export function onThemeChange(callback: () => void): () => void {
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  media.addEventListener("change", callback);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", callback);
  };
}
