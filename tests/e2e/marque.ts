import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { StoredMail } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import type { Faults } from "#server/sandbox/stripe/index.ts";

const NODE = path.resolve("node_modules/.bin/node");

/** The built product in a process of its own, over a data folder of its own and a clock that the test moves. */
export class Marque {
  readonly port: number;
  readonly directory: string;
  readonly #settings: Record<string, string>;
  readonly #home: string;
  #child: ChildProcess | null = null;
  #advancedMs = 0;
  #stripeUrl = "";

  /**
   * @param settings environment beside what every test has
   * @param home where the product lies; this very tree by default
   */
  constructor(port: number, directory: string, settings: Record<string, string> = {}, home = ".") {
    this.port = port;
    this.directory = directory;
    this.#settings = settings;
    this.#home = home;
  }

  url(pathname: string, host = "localhost"): string {
    return `http://${host}:${this.port}${pathname}`;
  }

  async start(): Promise<void> {
    await this.#run(["server/cli/prepare.ts"], "ignore");
    const child = this.#spawn(["server/main.ts"], "ipc");
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (chunk: Buffer) => {
        const said = chunk.toString();
        this.#stripeUrl = /Stripe sandbox\s+(\S+)/.exec(said)?.[1] ?? this.#stripeUrl;
        if (/^ready/m.test(said)) resolve();
      });
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    // A restarted process begins at the real time, behind what its data has lived through.
    if (this.#advancedMs > 0) child.send({ advanceMs: this.#advancedMs });
  }

  /** `SIGKILL` is a crash; `SIGTERM` an orderly stop. */
  async stop(signal: "SIGKILL" | "SIGTERM" = "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
    this.#child = null;
  }

  /** Moves the product's clock and lets everything that was waiting for it run. */
  advance(ms: number): void {
    this.#advancedMs += ms;
    this.#child?.send({ advanceMs: ms });
  }

  /** Moves Stripe's clock alone, with all that falls due there: trials end, periods are renewed. */
  async advanceStripe(ms: number): Promise<void> {
    await this.#tellStripe("clock", { ms });
  }

  /** What goes wrong at Stripe from now on: `{ drop: 100 }` loses all webhooks. */
  async faults(faults: Partial<Faults>): Promise<void> {
    await this.#tellStripe("faults", faults);
  }

  async #tellStripe(what: string, message: object): Promise<void> {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(message);
    const answer = await fetch(`${this.#stripeUrl}/sandbox/${what}`, { method: "POST", headers, body });
    expect(answer.status).toBe(200);
  }

  /** The newest mail to an address whose subject matches, as soon as it is there. */
  async mailTo(to: string, subject: RegExp): Promise<StoredMail> {
    let found: StoredMail | undefined;
    await expect
      .poll(async () => {
        const mails = await readMails(path.join(this.directory, "mailbox"));
        found = mails
          .filter((mail) => mail.to === to && subject.test(mail.subject))
          .toSorted((a, b) => b.id.localeCompare(a.id))[0];
        return found !== undefined;
      })
      .toBe(true);
    if (!found) throw new Error(`no mail to ${to}`);
    return found;
  }

  async #run(args: string[], ipc: "ignore"): Promise<void> {
    const child = this.#spawn(args, ipc);
    const code = await new Promise((resolve) => child.once("exit", resolve));
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  }

  #spawn(args: string[], ipc: "ipc" | "ignore"): ChildProcess {
    return spawn(NODE, ["--disable-warning=ExperimentalWarning", ...args], {
      stdio: ["ignore", "pipe", "inherit", ipc],
      cwd: this.#home,
      env: {
        ...process.env,
        NODE_ENV: "production",
        LOG_LEVEL: "error",
        STRIPE_SANDBOX: "true",
        SEED: "true",
        MANUAL_CLOCK: "true",
        PORT: String(this.port),
        DATA_DIR: this.directory,
        ...this.#settings,
      },
    });
  }
}

/** What a browser must never say on any page: errors, failed loads, violations of the security policy. */
function watch(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
}

export const test = base.extend<
  { mayComplain: boolean; complaints: string[] },
  { marque: Marque; clocks: string }
>({
  /** Who goes by dates names its own: elsewhere Stripe's clock has been moved ahead of the product's. */
  clocks: ["shared", { option: true, scope: "worker" }],
  /** For the tests that provoke refusals: a browser reports every 4xx as an error of its console. */
  mayComplain: [false, { option: true }],
  marque: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
    async ({}, use) => {
      const directory = mkdtempSync(path.join(tmpdir(), "marque-e2e-"));
      const marque = new Marque(await freePort(), directory);
      await marque.start();
      await use(marque);
      await marque.stop();
      rmSync(directory, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  complaints: [
    async ({ page, mayComplain }, use) => {
      const complaints: string[] = [];
      watch(page, complaints);
      await use(complaints);
      if (!mayComplain) expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
