import type { PlatformPorts } from "./ports.ts";

const KEY = Symbol.for("marque.ports");
type Holder = { [KEY]?: PlatformPorts };

/** Next bundles its own copy of this module; both copies meet at the global symbol. */
export function installPorts(ports: PlatformPorts): void {
  (globalThis as Holder)[KEY] = ports;
}

export function installedPorts(): PlatformPorts {
  const ports = (globalThis as Holder)[KEY];
  if (!ports)
    throw new Error("Marque's ports are not open: start the server with `npm run demo` or `npm start`.");
  return ports;
}
