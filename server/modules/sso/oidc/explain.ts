import type { AppError } from "#server/kernel/errors.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { outgoingProblem } from "#server/platform/http-error.ts";
import { type SsoProblemCode, ssoRefusal } from "../words.ts";

/** What openid-client's errors mean to a person, by their documented codes. */
const BY_CODE: Record<string, SsoProblemCode> = {
  OAUTH_AUTHORIZATION_RESPONSE_ERROR: "provider_refused",
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "clock",
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: "token_invalid",
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: "issuer_mismatch",
  OAUTH_INVALID_RESPONSE: "token_invalid",
  OAUTH_KEY_SELECTION_FAILED: "signature_invalid",
  OAUTH_RESPONSE_IS_NOT_CONFORM: "response_invalid",
  OAUTH_RESPONSE_IS_NOT_JSON: "response_invalid",
  OAUTH_PARSE_ERROR: "response_invalid",
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: "client_refused",
  OAUTH_TIMEOUT: "timed_out",
  OAUTH_HTTP_REQUEST_FORBIDDEN: "address_invalid",
};

/** RFC 6749 §5.2 errors of the token endpoint. */
const BY_TOKEN_ERROR: Record<string, SsoProblemCode> = {
  invalid_client: "client_refused",
  unauthorized_client: "client_refused",
  invalid_grant: "code_refused",
  redirect_uri_mismatch: "redirect_refused",
};

/** @returns the refusal to throw; what is no answer of the provider's is given back as it came. */
export function explainOidc(error: unknown): unknown {
  if (isAppError(error)) return error;
  const outgoing = outgoingProblem(error);
  if (outgoing) return ssoRefusal(outgoing);
  if (!(error instanceof Error)) return error;
  const code = textField(error, "code");
  const said = textField(error, "error");
  const detail = [said, textField(error, "error_description") || error.message].filter(Boolean).join(": ");
  const problem = (code === "OAUTH_RESPONSE_BODY_ERROR" ? BY_TOKEN_ERROR[said] : undefined) ?? BY_CODE[code];
  if (problem) return ssoRefusal(problem, detail);
  return code.startsWith("OAUTH_") ? ssoRefusal("response_invalid", detail) : error;
}

/** Without a configuration at the issuer's address the status is all there is. */
export function explainDiscovery(error: unknown): unknown {
  const explained = explainOidc(error);
  const isVague = isAppError(explained) && explained.details.reason === "response_invalid";
  return isVague ? withReason(explained) : explained;
}

const withReason = (error: AppError) => ssoRefusal("discovery_failed", String(error.details.detail ?? ""));

const textField = (error: Error, name: string): string => String(Reflect.get(error, name) ?? "");
