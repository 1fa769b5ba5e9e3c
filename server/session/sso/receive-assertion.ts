import { receiveResponse } from "#server/modules/sso/index.ts";
import { orExplain, type SsoVisit, seeOther, signInPage } from "./visit.ts";

const MAX_BODY_BYTES = 1_000_000;

/**
 * `POST /api/sso/acs`: a form that the provider's page has the browser post. It comes from another site and so carries
 * no cookie; the same-origin rule for changes can't hold here, and need not: it changes nothing but its own flow, and
 * the browser that began that flow finishes it by a `GET` with its cookie.
 */
export function receiveAssertion(visit: SsoVisit): Promise<Response> {
  const { ctx, origin, request } = visit;
  return orExplain(visit, signInPage, async () => {
    const form = await readForm(request);
    const relayState = form.get("RelayState") ?? "";
    const samlResponse = form.get("SAMLResponse") ?? "";
    const { kind } = await receiveResponse(ctx, { origin, relayState, samlResponse });
    switch (kind) {
      case "answered":
        return seeOther(`${origin}/api/sso/finish?state=${encodeURIComponent(relayState)}`);
      case "begin":
        return seeOther(`${origin}/api/sso/start`);
      default:
        return kind satisfies never;
    }
  });
}

/** What is longer than any honest answer is not read to its end, and is no answer. */
async function readForm(request: Request): Promise<URLSearchParams> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BODY_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
