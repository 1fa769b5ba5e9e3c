import { describe, expect, it } from "vitest";
import { isForeignForm } from "./foreign-form.ts";

const HOST = { host: "acme.marque.example", "x-forwarded-proto": "https" };
const send = (method: string, path: string, origin?: string) =>
  isForeignForm({ method, path, headers: origin === undefined ? HOST : { ...HOST, origin } });

describe("a form sent to a page", () => {
  it("is this origin's own", () => {
    expect(send("POST", "/sign-in", "https://acme.marque.example")).toBe(false);
  });

  it.each([
    ["a sibling's", "https://nova.marque.example"],
    ["the root's", "https://marque.example"],
    ["without TLS", "http://acme.marque.example"],
    ["from another port", "https://acme.marque.example:8443"],
    ["a sandboxed frame's", "null"],
    ["nobody's", undefined],
  ])("is foreign when it is %s", (_, origin) => {
    for (const method of ["POST", "PUT", "DELETE"]) expect(send(method, "/sign-in", origin)).toBe(true);
  });

  it.each(["/%61pi/x", "//api/x", "/tenant/acme/bots", "/apiary"])(
    "is looked at on %s, which only looks like a door",
    (path) => {
      expect(send("POST", path, "https://evil.example")).toBe(true);
    },
  );

  it("is the doors' own matter under /api and /scim", () => {
    for (const path of ["/api/sso/saml", "/scim/v2/Users", "/tenant/acme/api/v1/bots"])
      expect(send("POST", path, "https://idp.example")).toBe(false);
  });

  it("is no matter of reading", () => {
    expect(send("GET", "/bots", "https://evil.example")).toBe(false);
  });
});
