import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, openSamlIdp, type SamlIdpSettings } from "./saml-idp.ts";

export interface SamlIdpServer {
  /** `/metadata` says who it is, `/sso` answers requests. */
  origin: string;
  /** Whom it signs in, without asking. */
  person: Answer;
  /** The metadata of the workspace, as its administrator has given it to the provider. */
  selfMetadata: string;
  settings: SamlIdpSettings;
  close(): Promise<void>;
}

/** A SAML identity provider on loopback, whose page posts the answer back as soon as it is open. */
export async function openSamlIdpServer(now = () => new Date()): Promise<SamlIdpServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", opened.origin);
    serve(url, response).catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const opened: SamlIdpServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    person: { nameId: "nobody", attributes: {} },
    selfMetadata: "",
    settings: {},
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(url: URL, response: ServerResponse): Promise<void> {
    const idp = openSamlIdp(undefined, { entryPoint: `${opened.origin}/sso`, ...opened.settings });
    if (url.pathname === "/metadata") {
      return void response.writeHead(200, { "content-type": "application/xml" }).end(idp.metadata);
    }
    const { person, selfMetadata } = opened;
    const { samlResponse, relayState } = await idp.answer(url.href, selfMetadata, person, now());
    const [, acs = ""] = /AssertionConsumerService[^>]*Location="([^"]+)"/.exec(selfMetadata) ?? [];
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(
        `<title>Provider</title><form method="post" action="${acs}">` +
          `<input type="hidden" name="SAMLResponse" value="${samlResponse}">` +
          `<input type="hidden" name="RelayState" value="${relayState}"></form>` +
          `<script>document.forms[0].submit()</script>`,
      );
  }
  return opened;
}
