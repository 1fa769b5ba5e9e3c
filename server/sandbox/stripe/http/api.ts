import { invalidRequest, rateLimited, StripeSandboxError } from "../core/errors.ts";
import { expander } from "../core/expand.ts";
import { type FormFields, parseForm } from "../core/form.ts";
import { type Operation, type Resource, unrecognisedUrl } from "../core/operation.ts";
import { parseParams } from "../core/params.ts";
import { onTestClock } from "../core/test-clocks.ts";
import { API_VERSION, type World } from "../core/world.ts";
import { readFaults, setFaults } from "../webhooks/faults.ts";
import { idempotencyKeyOf, keyInUse, recall, remember } from "./idempotency.ts";
import { type HttpAnswer, type HttpRequest, json } from "./message.ts";
import { compileRoutes } from "./routes.ts";

export interface ApiOptions {
  world: World;
  resources: readonly Resource[];
  /** Waits, for the API delay fault. */
  sleep(ms: number): Promise<void>;
  onError(error: unknown): void;
}

/** Answers `/v1/*` as Stripe does: same envelope, same errors, same idempotency. */
export function createApi({ world, resources, sleep, onError }: ApiOptions) {
  const match = compileRoutes(resources.flatMap(({ operations }) => operations));
  const expand = expander(resources);
  const inProgress = new Set<string>();

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    const requestId = world.newId("req");
    const headers = { "request-id": requestId, "stripe-version": API_VERSION };
    try {
      authenticate(request);
      const found = match(request.method, request.url.pathname);
      if (!found) throw unrecognisedUrl(request.method, request.url.pathname);
      failByFault();
      const key = idempotencyKeyOf(request);
      if (key === undefined) {
        await sleep(readFaults(world.store).apiDelayMs);
        return execute(request, found, requestId, headers);
      }
      if (inProgress.has(key)) throw keyInUse(key);
      inProgress.add(key);
      try {
        await sleep(readFaults(world.store).apiDelayMs);
        const before = recall(world.store, key, request, world.wallNowMs());
        return before ?? execute(request, found, requestId, { ...headers, "idempotency-key": key }, key);
      } finally {
        inProgress.delete(key);
      }
    } catch (error) {
      return refuse(error, headers);
    }
  }

  /** The next requests may be told to come again, or be lost, before anything is done. */
  function failByFault(): void {
    const { apiFail, apiRateLimit } = readFaults(world.store);
    if (apiRateLimit > 0) {
      world.store.transact((writer) => setFaults(writer, { apiRateLimit: apiRateLimit - 1 }));
      throw rateLimited();
    }
    if (apiFail > 0) {
      world.store.transact((writer) => setFaults(writer, { apiFail: apiFail - 1 }));
      throw new StripeSandboxError(500, { type: "api_error", message: "Failed by a fault of the sandbox." });
    }
  }

  type Match = NonNullable<ReturnType<typeof match>>;

  function execute(
    request: HttpRequest,
    { operation, path, ids: pathIds }: Match,
    requestId: string,
    headers: Record<string, string>,
    key?: string,
  ): HttpAnswer {
    const { params, paths } = readParams(request, operation);
    const keep = (answer: HttpAnswer) => {
      if (key) {
        world.store.transact((writer) => remember(writer, key, request, world.wallNowMs(), answer));
      }
      return answer;
    };
    try {
      return world.transact(
        (tx) => {
          const named = [...Object.values(typeof params === "object" && params ? params : {}), ...pathIds];
          const value = operation.run({ tx: onTestClock(tx, named), params, path });
          const isRefusal = value instanceof StripeSandboxError;
          const answered = isRefusal ? refuse(value, headers) : json(200, expand(tx, value, paths), headers);
          if (key) remember(tx, key, request, world.wallNowMs(), answered);
          return answered;
        },
        { requestId, idempotencyKey: key ?? null },
      );
    } catch (error) {
      const answered = refuse(error, headers);
      return answered.status < 500 ? keep(answered) : answered;
    }
  }

  function refuse(error: unknown, headers: Record<string, string>): HttpAnswer {
    if (error instanceof StripeSandboxError) {
      const retry = error.status === 429 ? { "stripe-should-retry": "true" } : {};
      return json(error.status, { error: error.body }, { ...headers, ...retry });
    }
    onError(error);
    const body = { type: "api_error", message: "The sandbox failed. Its log has the details." };
    return json(500, { error: body }, headers);
  }

  return { answer };
}

function readParams(request: HttpRequest, operation: Operation) {
  if (request.method === "POST" && operation.path.startsWith("/v2/")) {
    return { params: parseParams(operation.params, readJson(request.body)), paths: [] };
  }
  const encoded = request.method === "POST" ? request.body : request.url.search.slice(1);
  const { expand = [], ...fields }: FormFields = parseForm(encoded);
  if (!Array.isArray(expand) || !expand.every((path) => typeof path === "string")) {
    throw invalidRequest("Invalid array", { param: "expand" });
  }
  return { params: parseParams(operation.params, fields), paths: expand };
}

function authenticate({ headers }: HttpRequest): void {
  const version = headers["stripe-version"];
  if (version && version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This sandbox speaks ${API_VERSION}.`);
  }
  const [, key] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
  if (key?.startsWith("sk_test_") || key?.startsWith("rk_test_")) return;
  const message = key
    ? "Invalid API Key provided. The sandbox takes any key that begins with sk_test_."
    : "You did not provide an API key. Send it in the Authorization header, as 'Bearer sk_test_…'.";
  throw new StripeSandboxError(401, { type: "invalid_request_error", message });
}

/** API v2 takes JSON. Guarantee: what is returned is an object. */
function readJson(body: string): FormFields {
  try {
    const value: unknown = JSON.parse(body || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as FormFields;
  } catch {
    // Answered below, as any other body that is not an object.
  }
  throw invalidRequest("The request body is not a JSON object.");
}
