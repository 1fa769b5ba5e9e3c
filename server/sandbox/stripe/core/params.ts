import { z } from "zod";
import { invalidRequest } from "./errors.ts";
import type { FormFields } from "./form.ts";

/** What a form field may hold. Stripe reads the empty string as "unset": see `emptyable`. */
export const text = z.string().min(1).max(5000);
export const whole = z
  .string()
  .regex(/^-?\d{1,15}$/, "integer")
  .transform(Number);
export const amount = z
  .string()
  .regex(/^\d{1,8}$/, "integer")
  .transform(Number);
export const flag = z.enum(["true", "false"]).transform((value) => value === "true");
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, "currency")
  .transform((code) => code.toLowerCase());
export const httpUrl = z
  .string()
  .max(5000)
  .refine(
    (url) => /^https?:\/\//.test(url) && URL.canParse(url.replace("{CHECKOUT_SESSION_ID}", "x")),
    "url",
  );

export const emptyable = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal("").transform(() => null), schema]);

const arraysAsRecords = (value: unknown): unknown => (Array.isArray(value) ? { ...value } : value);

/** Values that are `""` unset their key when merged. */
export const metadata = emptyable(
  z.preprocess(arraysAsRecords, z.record(z.string().min(1).max(40), z.string().max(500))),
);

export const created = z.union([
  whole,
  z.strictObject({
    gt: whole.optional(),
    gte: whole.optional(),
    lt: whole.optional(),
    lte: whole.optional(),
  }),
]);

/**
 * The parameters of one operation. `T` is the SDK's own type for them, so that a name Stripe does not know does not
 * compile; a name Stripe knows and the sandbox does not is refused at run time, never silently ignored.
 */
export function paramsOf<T>() {
  return <S extends z.core.$ZodLooseShape>(shape: S & { [K in Exclude<keyof S, keyof T>]: never }) =>
    z.strictObject<S>(shape);
}

export const noParams = z.strictObject({});

export function parseParams<S extends z.ZodType>(schema: S, fields: FormFields): z.output<S> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues);
}

function refusal(issues: readonly z.core.$ZodIssue[]) {
  const [issue] = issues;
  if (!issue) return invalidRequest("Invalid request.");
  const at = (path: readonly PropertyKey[]) =>
    path.map((segment, index) => (index === 0 ? String(segment) : `[${String(segment)}]`)).join("");
  if (issue.code === "unrecognized_keys") {
    const param = at([...issue.path, issue.keys[0] ?? ""]);
    return invalidRequest(`Received unknown parameter: ${param}`, { param, code: "parameter_unknown" });
  }
  const param = at(issue.path);
  if (issue.code === "invalid_type" && issue.input === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { param, code: "parameter_missing" });
  }
  if (issue.code === "invalid_format" || issue.code === "custom") {
    return invalidRequest(`Invalid ${issue.message}: ${param}`, {
      param,
      code: `parameter_invalid_${issue.message}`,
    });
  }
  return invalidRequest(`Invalid value for ${param}: ${issue.message}`, { param });
}
