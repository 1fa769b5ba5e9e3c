import { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { listOf, pageOf } from "./asked.ts";
import { errorMessage } from "./failure.ts";
import { lenientPatch, type PatchMessage } from "./lenient-patch.ts";
import { SCIMMY, type ScimCaller } from "./resources.ts";

const MAX_BODY_BYTES = 1_000_000;
const MAX_TRIES = 5;
const RESOURCES = { Users: SCIMMY.Resources.User, Groups: SCIMMY.Resources.Group };
const ABOUT = {
  Schemas: SCIMMY.Resources.Schema,
  ResourceTypes: SCIMMY.Resources.ResourceType,
  ServiceProviderConfig: SCIMMY.Resources.ServiceProviderConfig,
};

type Resource = InstanceType<(typeof RESOURCES)[keyof typeof RESOURCES]>;

interface Answer {
  status: number;
  body?: unknown;
}

/** One request below the SCIM root. @param path e.g. `/Users/01h…` */
export async function answerScim(
  caller: ScimCaller,
  request: Request,
  path: string,
  query: URLSearchParams,
): Promise<Answer> {
  const [, type = "", id, ...rest] = path.split("/").map(decodeURIComponent);
  try {
    if (rest.length === 0 && isKeyOf(ABOUT, type)) return await explain(request, type, id);
    if (rest.length === 0 && isKeyOf(RESOURCES, type))
      return await act(caller, request, RESOURCES[type], id, query);
    return failed(404, `There is nothing at ${path}.`);
  } catch (error) {
    if (!(error instanceof SCIMMY.Types.Error)) throw error;
    const { status, scimType, message, cause } = error;
    // A failure of ours, not of the request: the door logs it.
    if (status === 500) throw cause ?? error;
    return { status, body: errorMessage(status, message, scimType) };
  }
}

async function explain(request: Request, type: keyof typeof ABOUT, id: string | undefined): Promise<Answer> {
  if (request.method !== "GET") return failed(405, "This can be read only.");
  return { status: 200, body: await new ABOUT[type](id).read() };
}

async function act(
  caller: ScimCaller,
  request: Request,
  Resource: (typeof RESOURCES)[keyof typeof RESOURCES],
  id: string | undefined,
  query: URLSearchParams,
): Promise<Answer> {
  const resource = new Resource(id, listOf(query));
  switch (`${request.method} ${id ? "one" : "all"}`) {
    case "GET one":
      return { status: 200, body: await resource.read(caller) };
    case "GET all": {
      const { offset } = pageOf(resource.constraints);
      const list = await resource.read(caller);
      return { status: 200, body: { ...list, startIndex: offset + 1 } };
    }
    case "POST all":
      return { status: 201, body: await resource.write(await readJson(request), caller) };
    case "PUT one":
      return { status: 200, body: await resource.write(await readJson(request), caller) };
    case "PATCH one":
      return patch(caller, resource, lenientPatch(await readJson(request)));
    case "DELETE one":
      await resource.dispose(caller);
      return { status: 204 };
    default:
      return failed(405, `${request.method} is not possible here.`);
  }
}

/**
 * A patch is worked out from what was read: of two at once each must see what the other did, so whoever finds the
 * resource changed begins again, unless the caller has named a version.
 */
async function patch(caller: ScimCaller, resource: Resource, message: PatchMessage): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const seen = await resource.read(caller);
    const versions = caller.versions ?? [versionIn(seen) ?? ""];
    try {
      const body = await resource.patch(structuredClone(message), { ...caller, versions });
      return body ? { status: 200, body } : { status: 204 };
    } catch (error) {
      const isStale = error instanceof SCIMMY.Types.Error && error.status === 412;
      if (!isStale || caller.versions !== null || tries === MAX_TRIES) throw error;
    }
  }
}

const Versioned = z.object({ meta: z.object({ version: z.string() }) });

/** The entity tag of a resource; null for lists and messages. */
export const versionIn = (body: unknown): string | null =>
  Versioned.safeParse(body).data?.meta.version ?? null;

const failed = (status: number, detail: string): Answer => ({ status, body: errorMessage(status, detail) });

const isKeyOf = <T extends object>(value: T, key: string): key is Extract<keyof T, string> =>
  Object.hasOwn(value, key);

async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BODY_BYTES)
      throw new AppError("too_large", `The body may have at most ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new SCIMMY.Types.Error(400, "invalidSyntax", "The body is not valid JSON.");
  }
}
