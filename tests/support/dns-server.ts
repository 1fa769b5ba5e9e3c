import DNS from "dns2";

type Type = "TXT" | "CNAME" | "A" | "AAAA" | "NS";
const { TYPE, CLASS, RCODE, createResponseFromRequest } = DNS.Packet;

/** A real DNS server on loopback, whose records and moods the test sets. */
export interface DnsServer {
  /** `127.0.0.1:port` */
  address: string;
  port: number;
  set(name: string, type: Type, ...values: string[]): void;
  remove(name: string, type?: Type): void;
  /** `answer` by default; `servfail` says that it can't, `silent` says nothing. */
  mood: "answer" | "servfail" | "silent";
  /** Every question asked, as `TYPE name`. */
  asked: string[];
  close(): Promise<void>;
}

export async function openDnsServer(): Promise<DnsServer> {
  const records = new Map<string, string[]>();
  const nameOf = new Map<number, string>(Object.entries(TYPE).map(([name, number]) => [number, name]));
  const server = DNS.createServer({
    udp: true,
    handle(request, send) {
      const [question] = request.questions;
      if (!question || self.mood === "silent") return;
      const type = nameOf.get(Number(question.type)) ?? "";
      const name = question.name.toLowerCase();
      self.asked.push(`${type} ${name}`);
      const response = createResponseFromRequest(request);
      if (self.mood === "servfail") response.header.rcode = RCODE.SERVFAIL;
      else answer(response, name, type);
      send(response);
    },
  });
  await server.listen({ udp: { port: 0, address: "127.0.0.1" } });
  const { udp } = server.addresses();
  const port = udp?.port ?? 0;
  const self: DnsServer = {
    address: `127.0.0.1:${port}`,
    port,
    mood: "answer",
    asked: [],
    set: (name, type, ...values) => void records.set(`${type} ${name}`, values),
    remove(name, type) {
      for (const key of [...records.keys()]) {
        const isMeant = type ? key === `${type} ${name}` : key.endsWith(` ${name}`);
        if (isMeant) records.delete(key);
      }
    },
    close: async () => void (await server.close()),
  };
  return self;

  function answer(response: InstanceType<typeof DNS.Packet>, name: string, type: string) {
    const alias = type === "A" || type === "AAAA" ? records.get(`CNAME ${name}`)?.[0] : undefined;
    if (alias) {
      add(response, name, "CNAME", alias);
      return answer(response, alias, type);
    }
    const values = records.get(`${type} ${name}`);
    if (values) for (const value of values) add(response, name, type, value);
    else if (![...records.keys()].some((key) => key.endsWith(` ${name}`)))
      response.header.rcode = RCODE.NXDOMAIN;
  }

  function add(response: InstanceType<typeof DNS.Packet>, name: string, type: string, value: string) {
    const record = { name, class: CLASS.IN, ttl: 60, ...dataOf(type, value) };
    response.answers.push(new DNS.Packet.Resource(record));
  }
}

function dataOf(type: string, value: string) {
  switch (type) {
    case "TXT":
      return { type: TYPE.TXT, data: value };
    case "CNAME":
      return { type: TYPE.CNAME, domain: value };
    case "NS":
      return { type: TYPE.NS, ns: value };
    default:
      return { type: type === "A" ? TYPE.A : TYPE.AAAA, address: value };
  }
}
