import type { Actor } from "#server/kernel/actor.ts";
import type { PlatformCtx, Site } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { type OpenedSession, signIn } from "#server/modules/auth/index.ts";
import { tokenHash } from "#server/platform/token.ts";
import type { Harness } from "./harness.ts";

export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** A browser on one site, with the cookies it was given there. */
export class TestBrowser {
  readonly harness: Harness;
  readonly site: Site | undefined;
  readonly address: string;
  deviceToken: string | null = null;
  actor: Actor = { type: "visitor" };

  constructor(harness: Harness, site?: Site, address = "198.51.100.1") {
    this.harness = harness;
    this.site = site;
    this.address = address;
  }

  ctx(): PlatformCtx {
    return platformCtx(this.harness.ports, this.actor, {
      address: this.address,
      userAgent: FIREFOX,
      ...(this.deviceToken ? { deviceHash: tokenHash(this.deviceToken) } : {}),
      ...(this.site ? { site: this.site } : {}),
    });
  }

  /** Takes what a sign-in gives, as the web door does. */
  accept({ signedIn }: Pick<OpenedSession, "signedIn">) {
    const { sessionId, userId, deviceToken } = signedIn;
    this.deviceToken = deviceToken ?? this.deviceToken;
    const authenticatedAt = this.harness.clock.now();
    const person = { sessionId, userId, name: "", email: "", role: null, permissions: [] };
    this.actor = { type: "user", ...person, authenticatedAt };
    return signedIn;
  }

  async signIn(email: string, password: string, isRemembered = true) {
    const result = await signIn.call(this.ctx(), { email, password, isRemembered });
    if (result.outcome !== "signed_in") throw new Error("A second factor is needed.");
    const session = this.accept(result);
    if (this.actor.type === "user") this.actor = { ...this.actor, email };
    return session;
  }

  /** A guess that fails. @returns the error's code */
  async guess(email: string): Promise<string> {
    const error = await signIn.call(this.ctx(), { email, password: "wrong" }).catch((cause) => cause);
    return error.code;
  }
}
