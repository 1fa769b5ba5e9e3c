export { countingIds, type IdSource, randomIds } from "./core/ids.ts";
export type { WallClock } from "./core/world.ts";
export { API_VERSION } from "./core/world.ts";
export { createStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from "./sandbox.ts";
export type { Faults } from "./webhooks/faults.ts";
export { signatureHeader } from "./webhooks/signature.ts";
