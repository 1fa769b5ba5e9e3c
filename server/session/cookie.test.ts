import { describe, expect, it } from "vitest";
import { readEnv } from "#server/platform/env.ts";
import { cookieName, cookieOptions, readCookie } from "./cookie.ts";

const https = readEnv({ ROOT_URL: "https://marque.example" });
const http = readEnv({ ROOT_URL: "http://localhost:3000" });
const sent = (cookie: string) => new Headers({ cookie });

describe("the session's cookie", () => {
  it("is bound to its host over https: no domain, whole path, secure", () => {
    expect(cookieName(https, "session")).toBe("__Host-marque-session");
    expect(cookieOptions(https)).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  });

  it("is not the one that a sibling subdomain could plant", () => {
    expect(readCookie(https, sent("marque-session=planted"), "session")).toBeNull();
    expect(readCookie(https, sent("marque-session=planted; __Host-marque-session=own"), "session")).toBe(
      "own",
    );
  });

  it("is none where two came, over plain http, where a sibling can add one", () => {
    expect(readCookie(http, sent("marque-session=own"), "session")).toBe("own");
    expect(readCookie(http, sent("marque-session=planted; marque-session=own"), "session")).toBeNull();
  });

  it.each(["", "other=1", "marque-session", "marque-session=", "xmarque-session=x"])(
    "is not in %j",
    (cookie) => expect(readCookie(http, sent(cookie), "session")).toBeNull(),
  );
});
