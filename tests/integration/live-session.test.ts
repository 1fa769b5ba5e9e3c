import { afterAll, beforeAll, expect, it } from "vitest";
import { endSessions } from "#server/modules/auth/index.ts";
import { createCallerFactory, router, type TrpcContext } from "#server/trpc/init.ts";
import { liveStream } from "#server/trpc/live.ts";
import { TestBrowser } from "#tests/support/browser.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { siteOfTenant } from "#tests/support/persons.ts";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
});
afterAll(() => harness.close());

const createCaller = createCallerFactory(router({ stream: liveStream }));

async function signedIn() {
  const browser = new TestBrowser(harness, siteOfTenant(acme));
  const { sessionId, userId } = await browser.signIn(acme.email, acme.password);
  const { actor } = acme.ctx();
  const context: TrpcContext = {
    ports: harness.ports,
    client: browser.ctx().client,
    lane: { tenant: acme.tenant, basePath: "", hostTenantId: acme.tenant.id, isRoot: false, isLapsed: false },
    actor: actor.type === "user" ? { ...actor, sessionId } : actor,
  };
  return { sessionId, userId, context };
}

const publish = () => harness.ports.live.publish(acme.tenant.id, { topic: "bot" });

/** The stream of an open page, which has heard something and waits for more. */
async function listening(context: TrpcContext) {
  const news = (await createCaller(context).stream())[Symbol.asyncIterator]();
  const heard = news.next();
  publish();
  expect((await heard).value).toMatchObject({ topic: "bot" });
  return { next: news.next() };
}

it("an open page's stream ends with its session, and not with another of the same person (P6)", async () => {
  const [here, there] = [await signedIn(), await signedIn()];
  const streams = [createCaller(here.context).stream(), createCaller(there.context).stream()];
  const [ending, staying] = (await Promise.all(streams)).map((stream) =>
    stream[Symbol.asyncIterator]().next(),
  );
  const end = expect(ending).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await harness.visitor().transaction(({ ctx }) => endSessions(ctx, here.userId, { only: here.sessionId }));
  await end;
  publish();
  expect((await staying)?.value).toMatchObject({ topic: "bot" });
});

it("a stream whose session ended unheard tells nothing more a second later", async () => {
  const { sessionId, context } = await signedIn();
  const { next } = await listening(context);
  await harness.ports.systemDb.client.session.update({
    where: { id: sessionId },
    data: { revokedAt: harness.clock.now() },
  });
  harness.clock.advance(1_001);
  publish();
  await expect(next).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

it("strangers and visitors are refused at once, in words that end the asking", async () => {
  const { context } = await signedIn();
  const stream = createCaller({ ...context, actor: { type: "visitor" } }).stream();
  await expect(stream).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});
