import { z } from "zod";
import { BillingSettings } from "../billing/dunning.ts";
import { given } from "../core/changes.ts";
import { StripeSandboxError } from "../core/errors.ts";
import { redirect } from "../pages/layout.ts";
import { renderPanel } from "../pages/panel-page.ts";
import { Faults, readFaults } from "../webhooks/faults.ts";
import type { HttpAnswer, HttpRequest } from "./message.ts";
import { json } from "./message.ts";

/** What the panel, the control API and the tests do to the sandbox itself. */
export interface Controls {
  faults(): Faults;
  setFaults(change: Partial<Faults>): Faults;
  setBilling(change: Partial<BillingSettings>): BillingSettings;
  /** Opens a dispute about a charge, as the cardholder's bank would. */
  dispute(charge: string): void;
  /** The bank's word on a dispute. */
  closeDispute(dispute: string, outcome: "lost" | "won"): void;
  /** Moves the clock and lets everything due happen. @returns the new time in Unix seconds */
  advance(ms: number): number;
}

const DAY_MS = 86_400_000;
const Dispute = z.union([
  z.strictObject({ charge: z.string() }),
  z.strictObject({ dispute: z.string(), outcome: z.enum(["lost", "won"]) }),
]);
const Advance = z.strictObject({
  ms: z
    .number()
    .int()
    .min(0)
    .max(3_700 * DAY_MS),
});

/** `/` is the panel; `POST /sandbox/*` takes its forms, and JSON for programs. */
export function createControlRoutes(world: Parameters<typeof renderPanel>[0], controls: Controls) {
  return function answer(request: HttpRequest): HttpAnswer | undefined {
    const { pathname } = request.url;
    if (pathname === "/" && request.method === "GET") return renderPanel(world);
    if (pathname === "/sandbox/faults" && request.method === "GET") return json(200, readFaults(world.store));
    if (request.method !== "POST" || !pathname.startsWith("/sandbox/")) return undefined;
    const isJson = request.headers["content-type"]?.startsWith("application/json");
    // A page of another origin can send a form, not JSON without a preflight: only the panel's own forms count.
    if (!isJson && request.headers.origin !== request.url.origin) return json(403, { error: "wrong origin" });
    if (pathname === "/sandbox/faults") return isJson ? setByJson(request) : setByForm(request);
    if (pathname === "/sandbox/clock") return isJson ? moveByJson(request) : moveByForm(request);
    if (pathname === "/sandbox/billing") return isJson ? billByJson(request) : billByForm(request);
    if (pathname === "/sandbox/disputes") return disputeBy(request, isJson ?? false);
    return undefined;
  };

  function setByJson({ body }: HttpRequest): HttpAnswer {
    const parsed = Faults.partial().safeParse(readJson(body));
    return parsed.success ? json(200, controls.setFaults(given(parsed.data))) : refusal(parsed.error);
  }

  function setByForm({ body }: HttpRequest): HttpAnswer {
    const form = new URLSearchParams(body);
    const count = (name: string) => Number(form.get(name) ?? 0);
    const parsed = Faults.safeParse({
      duplicate: form.has("duplicate"),
      reorder: form.has("reorder"),
      drop: count("drop"),
      fail: count("fail"),
      delaySeconds: count("delaySeconds"),
      apiDelayMs: count("apiDelayMs"),
      apiRateLimit: count("apiRateLimit"),
      apiFail: count("apiFail"),
    });
    if (!parsed.success) return refusal(parsed.error);
    controls.setFaults(parsed.data);
    return redirect("/");
  }

  function billByJson({ body }: HttpRequest): HttpAnswer {
    const parsed = BillingSettings.partial().safeParse(readJson(body));
    return parsed.success ? json(200, controls.setBilling(given(parsed.data))) : refusal(parsed.error);
  }

  function billByForm({ body }: HttpRequest): HttpAnswer {
    const form = new URLSearchParams(body);
    const parsed = BillingSettings.partial().safeParse({
      retryDays: (form.get("retryDays") ?? "")
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
      finalStatus: form.get("finalStatus"),
    });
    if (!parsed.success) return refusal(parsed.error);
    controls.setBilling(given(parsed.data));
    return redirect("/");
  }

  function disputeBy({ body }: HttpRequest, isJson: boolean): HttpAnswer {
    const parsed = Dispute.safeParse(isJson ? readJson(body) : Object.fromEntries(new URLSearchParams(body)));
    if (!parsed.success) return refusal(parsed.error);
    try {
      if ("charge" in parsed.data) controls.dispute(parsed.data.charge);
      else controls.closeDispute(parsed.data.dispute, parsed.data.outcome);
    } catch (error) {
      if (!(error instanceof StripeSandboxError)) throw error;
      return json(error.status, { error: error.body.message });
    }
    return isJson ? json(200, { done: true }) : redirect("/");
  }

  function moveByJson({ body }: HttpRequest): HttpAnswer {
    const parsed = Advance.safeParse(readJson(body));
    return parsed.success ? json(200, { now: controls.advance(parsed.data.ms) }) : refusal(parsed.error);
  }

  function moveByForm({ body }: HttpRequest): HttpAnswer {
    const parsed = Advance.safeParse({ ms: Number(new URLSearchParams(body).get("days")) * DAY_MS });
    if (!parsed.success) return refusal(parsed.error);
    controls.advance(parsed.data.ms);
    return redirect("/");
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const refusal = (error: z.ZodError): HttpAnswer => json(400, { error: z.prettifyError(error) });
