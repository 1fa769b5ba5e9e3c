import { installedPorts } from "#server/platform/installed-ports.ts";

/** The time a page is rendered at, by the platform's clock. */
export const pageTime = (): Date => installedPorts().clock.now();
