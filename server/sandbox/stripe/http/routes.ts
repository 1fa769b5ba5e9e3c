import type { Method, Operation, PathParams } from "../core/operation.ts";

interface Route {
  method: Method;
  pattern: RegExp;
  names: string[];
  operation: Operation;
}

export interface RouteMatch {
  operation: Operation;
  path: PathParams;
  /** Every id in the path. */
  ids: string[];
}

/** Fixed segments win over `{id}`: `/v1/prices/search` before `/v1/prices/{id}`. */
export function compileRoutes(operations: readonly Operation[]) {
  const routes = operations.map(compile).sort((a, b) => a.names.length - b.names.length);
  return (method: string, pathname: string): RouteMatch | undefined => {
    for (const route of routes) {
      const values = route.method === method ? route.pattern.exec(pathname) : null;
      if (!values) continue;
      const found = new Map(route.names.map((name, index) => [name, decode(values[index + 1])]));
      return { operation: route.operation, path: (name) => mustHave(found, name), ids: [...found.values()] };
    }
    return undefined;
  };
}

function compile(operation: Operation): Route {
  const names: string[] = [];
  const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  return { method: operation.method, pattern: new RegExp(`^${source}$`), names, operation };
}

function decode(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? "");
  } catch {
    return segment ?? "";
  }
}

function mustHave(found: Map<string, string>, name: string): string {
  const value = found.get(name);
  if (value === undefined) throw new Error(`The path has no {${name}}.`);
  return value;
}
