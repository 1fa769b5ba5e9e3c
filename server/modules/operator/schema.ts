import { z } from "zod";
import { Email } from "../auth/schema.ts";

export const Nothing = z.strictObject({});

export const OperatorEmail = z.strictObject({ email: Email });

export const Operator = z.object({ id: z.string(), name: z.string(), email: z.string() });
export const Operators = z.array(Operator);
