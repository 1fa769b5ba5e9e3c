import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const Secrets = z.object({ authSecret: z.string().min(32), stripeWebhookSecret: z.string().min(16) });
export type Secrets = z.output<typeof Secrets>;

/** The installation's own secrets, made on the first start and kept readable by its user alone. */
export async function readSecrets(dataDirectory: string): Promise<Secrets> {
  const file = path.join(dataDirectory, "secrets.json");
  const known = await readFile(file, "utf8").catch(() => null);
  if (known !== null) return Secrets.parse(JSON.parse(known));
  const secrets: Secrets = {
    authSecret: randomBytes(32).toString("base64url"),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString("base64url")}`,
  };
  await mkdir(dataDirectory, { recursive: true });
  // `wx`: of two first starts at once, one fails instead of both going on with different secrets.
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: "wx" });
  return secrets;
}
