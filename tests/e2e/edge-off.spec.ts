import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, freePort, Marque } from "./marque.ts";
import { signIn } from "./people.ts";
import { rawRequest } from "./raw-http.ts";

/** Nothing of Nova's may be seen at Acme, by Acme's owner, whatever the request looks like. */
const FOREIGN = /Nova Capital|owner@nova\.test|#b45309/;
/** Nothing of anybody's, nor of the product, may be seen on a host of nobody. */
const ANYTHING = /Nova Capital|Acme Trading|@(?:acme|nova)\.test|Password|Workspace address|professional/;

const PATHS = [
  "/t/nova",
  "/t/nova/sign-in",
  "/t/nova/bots",
  "/t/nova/settings/members",
  "/t/nova/settings/domains",
  "/t/nova/bots.rsc",
  "/t/nova.rsc",
  "/t/nova/bots?_rsc=1a2b3",
  "/t/nova/bots?nxtPtenant=nova",
  "/t/acme/bots?nxtPtenant=nova",
  "/bots?nxtPtenant=nova",
  "/t/%6eova/bots",
  "/t//nova/bots",
  "/t/acme/../nova/bots",
  "/t/acme%2f..%2fnova/bots",
  "/t/~nova.localhost/bots",
  "/tenant/nova/bots",
  "/tenant/nova/sign-in",
  "/_next/data/BUILD/t/nova/bots.json",
  "/_next/data/BUILD/t/nova.json?nxtPtenant=nova",
  "/t/nova/bots.segments/_tree.segment.rsc",
  "/api/v1/tenants/nova/tenant/info",
  "/api/v1/branding",
  "/api/trpc/branding.get?input=%7B%7D",
  "/api/trpc/members.list,branding.get?batch=1&input=%7B%220%22%3A%7B%7D%2C%221%22%3A%7B%7D%7D",
  "/tenant/nova/api/trpc/branding.get?input=%7B%7D",
  "/api/datasets?name=x&tenant=nova",
  "/api/audit/export?format=json&tenant=nova",
];

const TREE = encodeURIComponent(
  JSON.stringify(["", { children: ["t", { children: [["tenant", "nova", "d"], {}] }] }]),
);
const FORGERIES: Record<string, string>[] = [
  {},
  { rsc: "1" },
  { rsc: "1", "next-router-state-tree": TREE },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/t/$d$tenant/bots/__PAGE__" },
  { "x-nextjs-data": "1" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  {
    "x-middleware-subrequest":
      "src/middleware:nowaf:src/middleware:src/middleware:src/middleware:src/middleware",
  },
  { "x-middleware-rewrite": "/t/nova/bots", "x-middleware-next": "1" },
  { "x-matched-path": "/t/nova/bots", "x-now-route-matches": "nxtPtenant=nova" },
  { "x-invoke-path": "/t/nova/bots", "x-invoke-query": encodeURIComponent('{"tenant":"nova"}') },
  { "x-tenant-path": "nova", "x-tenant-id": "nova", "x-tenant-slug": "nova" },
  {
    "x-forwarded-host": "nova.localhost",
    forwarded: "host=nova.localhost",
    "x-original-host": "nova.localhost",
  },
  { "x-forwarded-host": "nova.localhost", "x-rewrite-url": "/t/nova/bots", "x-original-url": "/t/nova/bots" },
  { "next-action": "0".repeat(42), origin: "http://nova.localhost" },
];

const HOSTS: [host: string, withCookie: boolean, forbidden: RegExp][] = [
  ["acme.localhost", true, FOREIGN],
  ["trade.acme.test", true, FOREIGN],
  ["nobody.localhost", true, ANYTHING],
  ["nobody.test", true, ANYTHING],
  ["127.0.0.1", true, ANYTHING],
  ["admin.localhost", false, ANYTHING],
  ["www.localhost", false, ANYTHING],
  ["acme.localhost, nova.localhost", true, ANYTHING],
];
const ON_HOSTS_OF_NOBODY = [
  "/",
  "/pricing",
  "/sign-up",
  "/sign-in",
  "/t/acme",
  "/t/acme/sign-in",
  "/api/v1/billing/plans",
];

const test = base.extend<object, { home: string }>({
  /** A copy of the product whose build has lost its edge. */
  home: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
    async ({}, use) => {
      const home = mkdtempSync(path.join(tmpdir(), "marque-without-edge-"));
      for (const name of [
        "server",
        "prisma",
        "public",
        "package.json",
        "next.config.js",
        "prisma.config.ts",
      ]) {
        cpSync(name, path.join(home, name), { recursive: true });
      }
      cpSync(".next", path.join(home, ".next"), {
        recursive: true,
        filter: (file) => !/^\.next\/(?:cache|dev)/.test(file),
      });
      symlinkSync(path.resolve("node_modules"), path.join(home, "node_modules"));
      const manifest = path.join(home, ".next/server/middleware-manifest.json");
      const known = JSON.parse(readFileSync(manifest, "utf8"));
      expect(Object.keys(known.middleware)).toEqual(["/"]);
      writeFileSync(manifest, JSON.stringify({ ...known, middleware: {}, sortedMiddleware: [] }));
      await use(home);
      rmSync(home, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});

test.use({ mayComplain: true });

test("nobody sees another tenant, with the edge and without it", async ({ page, context, home }) => {
  test.setTimeout(400_000);
  const directory = mkdtempSync(path.join(tmpdir(), "marque-e2e-"));
  const port = await freePort();
  const withEdge = new Marque(port, directory);
  await withEdge.start();
  const cookies: Record<string, string> = {};
  for (const host of ["acme.localhost", "trade.acme.test"]) {
    await page.goto(withEdge.url("/sign-in", host));
    await signIn(page, "owner@acme.test", "acme-demo-password");
    await expect(page).toHaveURL(withEdge.url("/", host));
    const own = await context.cookies(withEdge.url("/", host));
    cookies[host] = own.map(({ name, value }) => `${name}=${value}`).join("; ");
  }
  const build = readFileSync(".next/BUILD_ID", "utf8").trim();
  const cookieFor = (host: string) => cookies[host] ?? cookies["acme.localhost"] ?? "";
  const open = (host: string, target: string) =>
    rawRequest(port, target, { host, headers: { cookie: cookieFor(host) } });

  expect((await open("acme.localhost", "/bots")).body).toContain("Acme Trading");
  await sweep("with the edge");
  await withEdge.stop();

  const withoutEdge = new Marque(port, directory, {}, home);
  await withoutEdge.start();
  expect((await open("acme.localhost", "/t/acme/bots")).body).toContain("Acme Trading");
  expect((await open("acme.localhost", "/t/acme/bots")).headers["content-security-policy"]).not.toContain(
    "nonce",
  );
  await sweep("without it");
  await withoutEdge.stop();
  rmSync(directory, { recursive: true, force: true });

  async function sweep(when: string) {
    for (const [host, withCookie, forbidden] of HOSTS) {
      const paths = forbidden === ANYTHING ? [...PATHS, ...ON_HOSTS_OF_NOBODY] : PATHS;
      for (const target of paths.map((each) => each.replace("BUILD", build))) {
        await Promise.all(
          FORGERIES.map(async (forged) => {
            const headers = { ...forged, ...(withCookie ? { cookie: cookieFor(host) } : {}) };
            const answer = await rawRequest(port, target, { host, headers });
            const what = `${when}: ${host} ${target} ${JSON.stringify(forged)} → ${answer.status}`;
            expect(forbidden.exec(answer.body + JSON.stringify(answer.headers))?.[0], what).toBeUndefined();
            // Next itself fails on a router state that does not fit the page.
            if (!("next-router-state-tree" in forged)) expect(answer.status, what).not.toBe(500);
          }),
        );
      }
    }
  }
});
