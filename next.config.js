/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks the whole tree with TypeScript 7, which Next's own step does not speak yet.
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ["*.localhost", "*.test"],
  // Opened once by server/main.ts outside the bundle; bundling them would make a second copy.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "@node-saml/node-saml",
    "@prisma/adapter-pg",
    "@prisma/client",
    "lru-cache",
    "nodemailer",
    "openid-client",
    "pg",
    "pg-boss",
    "pino",
    "scimmy",
    "sharp",
    "stripe",
    "ulid",
    "undici",
  ],
};
