/** A browser's cookies for one origin at a time, and redirects one by one: enough to walk through a sign-in. */
export class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>();

  async get(url: string): Promise<Response> {
    const { origin } = new URL(url);
    const cookies = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, cookies);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  /** Follows redirects until one leads to an address that `isEnd` knows. @returns that address. */
  async follow(url: string, isEnd: (url: string) => boolean): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 10; hops++) {
      if (isEnd(next)) return next;
      const response = await this.get(next);
      const location = response.headers.get("location");
      if (!location)
        throw new Error(`${next} answered ${response.status}: ${(await response.text()).slice(0, 400)}`);
      next = new URL(location, next).href;
    }
    throw new Error(`${url} leads on and on.`);
  }
}
