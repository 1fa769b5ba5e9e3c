import { createHash } from "node:crypto";
import type { Catalogue } from "../catalogue-schema.ts";

/** SHA-256 over a parsed catalogue, whose fields come in the schema's order whatever order they were written in. */
export const catalogueHash = (catalogue: Catalogue): string =>
  createHash("sha256").update(JSON.stringify(catalogue)).digest("hex");
