import { defineConfig } from "prisma/config";

// `prisma generate` is WebAssembly, but the CLI first insists on a native schema engine that it would download
// and never use; pointing it at any executable keeps every install inside npm.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema" });
