/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
      ],
    },
  ],
  // `npm run types` checks the whole tree with TypeScript 7, which Next's own step does not speak yet.
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ["*.localhost", "*.test"],
  // Opened once by server/main.ts outside the bundle; bundling them would make a second copy.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "lru-cache",
    "nodemailer",
    "pg",
    "pg-boss",
    "pino",
    "sharp",
    "stripe",
    "ulid",
  ],
};
