import SCIMMY from "scimmy";
import { z } from "zod";
import { isAppError } from "#server/kernel/errors.ts";

/** A verb's refusal as SCIM says it (RFC 7644 §3.12). */
export function scimFailure(error: unknown): Error {
  if (error instanceof SCIMMY.Types.Error) return error;
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return new SCIMMY.Types.Error(400, "invalidValue", `${issue?.path.join(".")}: ${issue?.message}`);
  }
  if (!isAppError(error)) {
    const failure = new SCIMMY.Types.Error(500, "", "Something went wrong on our side.");
    failure.cause = error;
    return failure;
  }
  switch (error.code) {
    case "conflict":
      if (error.details.reason === "version_mismatch") return new SCIMMY.Types.Error(412, "", error.message);
      return new SCIMMY.Types.Error(409, "uniqueness", error.message);
    case "invalid_input":
      return new SCIMMY.Types.Error(400, "invalidValue", error.message);
    case "not_found":
      return new SCIMMY.Types.Error(404, "", error.message);
    default:
      return new SCIMMY.Types.Error(403, "", error.message);
  }
}

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The body of a failed request. */
export function errorMessage(status: number, detail: string, scimType?: string) {
  return { schemas: [ERROR], status: String(status), ...(scimType ? { scimType } : {}), detail };
}
