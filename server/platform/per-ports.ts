/** Opens a thing once for each set of ports (a process has one, a test its own) and keeps it as long as they live. */
export function perPorts<Ports extends object, Thing>(
  open: (ports: Ports) => Thing,
): (ports: Ports) => Thing {
  const opened = new WeakMap<Ports, Thing>();
  return (ports) => {
    const thing = opened.get(ports) ?? open(ports);
    opened.set(ports, thing);
    return thing;
  };
}
