import { readdirSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { pageProblems, parsePolicy } from "./content-security.ts";
import { expect, type Marque, test } from "./marque.ts";
import { signIn } from "./people.ts";
import { type RawAnswer, rawRequest } from "./raw-http.ts";

/** Every page there is, read off the folders, with something in place of each parameter. */
const PAGES = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(?:^|\/)page\.tsx$/.test(file))
  .map((file) => file.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]*\)\/?/g, ""))
  .map((path) =>
    path.replaceAll(/\[(?:\.\.\.)?(?!tenant)[a-z]+\]/gi, "01aaaaaaaaaaaaaaaaaaaaaaaa").replace(/\/$/, ""),
  )
  .filter((path) => path !== "unknown-host");
const ROOT_PAGES = PAGES.filter((path) => !path.startsWith("t/")).map((path) => `/${path}`);
const TENANT_PAGES = PAGES.filter((path) => path.startsWith("t/")).map(
  (path) => path.replace("t/[tenant]", "") || "/",
);

const PLACES = [
  ["the root domain", "localhost", ""],
  ["a subdomain", "acme.localhost", ""],
  ["a path", "localhost", "/tenant/acme"],
  ["a domain of its own", "trade.acme.test", ""],
] as const;

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
};

async function cookiesOf(page: Page, context: BrowserContext, marque: Marque, host: string, base: string) {
  await page.goto(marque.url(`${base}/sign-in`, host));
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).not.toHaveURL(/sign-in/);
  const cookies = await context.cookies(marque.url("/", host));
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

for (const [name, host, base] of PLACES) {
  test(`every page on ${name} runs by its own nonce alone`, async ({ page, context, marque }) => {
    test.setTimeout(240_000);
    const cookie = await cookiesOf(page, context, marque, host, base);
    const paths = name === "the root domain" ? ROOT_PAGES : TENANT_PAGES;
    expect(paths.length).toBeGreaterThan(5);
    const nonces = new Set<string>();
    for (const path of [...paths, "/no-such-page", "/%E0%A4%A"]) {
      for (const headers of [{}, { cookie }]) {
        const answer = await rawRequest(marque.port, base + path, {
          host: `${host}:${marque.port}`,
          headers,
        });
        expect(answer.headers, path).toMatchObject(EVERYWHERE);
        const isPage = answer.headers["content-type"]?.startsWith("text/html") && answer.status !== 400;
        if (!isPage) continue;
        const policy = answer.headers["content-security-policy"]?.toString();
        expect(pageProblems(policy, answer.body), `${path} ${answer.status}`).toEqual([]);
        nonces.add(/'nonce-([^']+)'/.exec(policy ?? "")?.[1] ?? "");
        expect(nonces.delete("")).toBe(false);
      }
    }
    expect(nonces.size).toBeGreaterThanOrEqual(paths.length);
  });
}

const DATA: [string, string, string][] = [
  ["an API answer", "acme.localhost", "/api/v1/billing/plans"],
  ["an API refusal", "acme.localhost", "/api/v1/bots"],
  ["the screens' API", "acme.localhost", "/api/trpc/plans.list?input=%7B%7D"],
  ["a missing asset", "acme.localhost", `/assets/${"0".repeat(64)}`],
  ["health", "10.1.2.3", "/healthz"],
  ["readiness", "10.1.2.3", "/readyz"],
  ["an API on a host of nobody", "nobody.test", "/api/v1/billing/plans"],
];

for (const [what, host, path] of DATA) {
  test(`${what} may do nothing if a browser shows it`, async ({ marque }) => {
    const answer = await rawRequest(marque.port, path, { host });
    expect(answer.headers).toMatchObject(EVERYWHERE);
    expect(policiesOf(answer)).toHaveLength(1);
    const policy = parsePolicy(policiesOf(answer)[0] ?? "");
    const isPage = answer.headers["content-type"]?.startsWith("text/html");
    expect(policy.get("default-src")).toEqual(isPage ? ["'self'"] : ["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  });
}

test("www leads to the root domain, with path and query, and nowhere else", async ({ marque }) => {
  const host = `www.localhost:${marque.port}`;
  const answer = await rawRequest(marque.port, "/pricing?interval=year", { host });
  expect([answer.status, answer.headers.location]).toEqual([308, marque.url("/pricing?interval=year")]);
  const sly = await rawRequest(marque.port, "//evil.test/%2f", { host });
  expect(new URL(sly.headers.location ?? "").host).toBe(`localhost:${marque.port}`);
});

function policiesOf({ rawHeaders }: RawAnswer): string[] {
  return rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "content-security-policy",
  );
}
