import { z } from "zod";

const flag = z
  .enum(["true", "false", "1", "0", ""])
  .default("false")
  .transform((value) => value === "true" || value === "1");

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean),
  );

const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default(".data"),
  ROOT_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  CATALOGUE: z.enum(["marque", "tradingbot-pro", "auterity", "luno", "neozork"]).default("marque"),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(10),
  VAULT_KEYS: z.string().default(""),
  VAULT_KEY_FILE: z.string().min(1).optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  SESSION_DAYS: z.coerce.number().min(0.01).max(365).default(30),
  SESSION_IDLE_DAYS: z.coerce.number().min(0.01).max(365).default(14),
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(
      /^pk_(?:test|live)_\w+$/,
      "It begins with pk_test_ or pk_live_. The secret key is never sent to browsers.",
    )
    .optional(),
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter(Boolean)),
  STRIPE_TAX: flag,
  STRIPE_SANDBOX: flag,
  STRIPE_SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  TOKEN_SECRETS: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter(Boolean))
    .refine((list) => list.every((secret) => secret.length >= 32), "Use at least 32 characters each."),
  API_KEY_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,13}[a-z0-9]$/, "Use 2 to 15 lower-case letters, digits and _.")
    .default("tkey"),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  UPSTASH_REDIS_REST_URL: z.url().optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
  TRUST_PROXY: flag,
  ALLOW_PRIVATE_ADDRESSES: flag,
  DOMAIN_TARGET: z.hostname().toLowerCase().optional(),
  DOMAIN_ADDRESSES: list.pipe(z.array(z.union([z.ipv4(), z.ipv6()]))),
  DNS_SERVERS: list,
  TLS_ASK_TOKEN: z.string().min(16).optional(),
  SMTP_URL: z.string().min(1).optional(),
  MAIL_FROM: z.email().default("no-reply@localhost.localdomain"),
  WORKER: z.enum(["embedded", "external"]).default("embedded"),
  SUSPEND_AFTER_DAYS: z.coerce.number().int().min(0).max(90).optional(),
  CLOSE_RESTORE_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  MANUAL_CLOCK: flag,
  SEED: flag,
});

export interface Env extends Omit<z.output<typeof Env>, "ROOT_URL" | "DOMAIN_TARGET"> {
  /** Origin of the root domain, without a trailing slash. */
  ROOT_URL: string;
  /** Host name of ROOT_URL without its port: what `parseHost` compares with. */
  ROOT_DOMAIN: string;
  /** The host name that tenants point their own domains at. */
  DOMAIN_TARGET: string;
}

/**
 * Reads and checks every setting at once.
 * @throws Error that names each wrong variable.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not valid:\n${lines.join("\n")}`);
  }
  if (parsed.data.STRIPE_SECRET_KEY && parsed.data.STRIPE_WEBHOOK_SECRETS.length === 0) {
    throw new Error(
      "STRIPE_SECRET_KEY needs STRIPE_WEBHOOK_SECRETS: without it no payment would be heard of.",
    );
  }
  const { STRIPE_PUBLISHABLE_KEY: publishable, STRIPE_SECRET_KEY: secret } = parsed.data;
  if (publishable && secret && modeOf(publishable) !== modeOf(secret)) {
    throw new Error(
      "STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY must both be test keys, or both live ones.",
    );
  }
  if (parsed.data.WORKER === "external" && !parsed.data.DATABASE_URL) {
    throw new Error("WORKER=external needs DATABASE_URL: the embedded database lives in one process.");
  }
  if (parsed.data.DATABASE_URL && parsed.data.NODE_ENV === "production" && !parsed.data.AUTH_SECRET) {
    throw new Error("DATABASE_URL needs AUTH_SECRET: every process must know the same one.");
  }
  const rootUrl = new URL(parsed.data.ROOT_URL ?? `http://localhost:${parsed.data.PORT}`);
  const { DOMAIN_TARGET = rootUrl.hostname } = parsed.data;
  return { ...parsed.data, ROOT_URL: rootUrl.origin, ROOT_DOMAIN: rootUrl.hostname, DOMAIN_TARGET };
}

/** Stripe's keys say it after their kind: `sk_test_…`, `rk_live_…`. */
const modeOf = (key: string): string => key.split("_")[1] ?? "";
