import type { Outputs } from "../trpc/outputs.ts";
import { Card } from "../ui/card.tsx";
import { CopyLine } from "./copy-line.tsx";
import { OwnCertificates } from "./own-certificates.tsx";

interface EndpointsCardProps {
  kind: "oidc" | "saml";
  endpoints: Outputs["sso"]["get"]["endpoints"];
  connection: Outputs["sso"]["get"]["connection"];
}

/** What the provider must know of us. Every host of the workspace has an address of its own. */
export function EndpointsCard({ kind, endpoints, connection }: EndpointsCardProps) {
  const [home] = endpoints;
  if (!home) return null;
  const isSaml = kind === "saml";
  return (
    <Card
      title="Enter this at your provider"
      description={
        endpoints.length > 1
          ? "People come back to the address they started from: enter one line for each of your domains."
          : "Exactly so: a missing slash is another address."
      }
    >
      <div className="grid grid-cols-1 gap-3">
        {endpoints.map(({ origin, redirectUri, acsUrl }) => (
          <CopyLine
            key={origin}
            label={`${isSaml ? "ACS URL" : "Redirect URI"}${endpoints.length > 1 ? ` for ${new URL(origin).host}` : ""}`}
            value={isSaml ? acsUrl : redirectUri}
          />
        ))}
        {isSaml && <CopyLine label="Entity ID" value={home.entityId} />}
        {isSaml && <CopyLine label="Metadata address" value={home.metadataUrl} />}
        {isSaml && connection?.kind === "saml" && <OwnCertificates connection={connection} />}
      </div>
    </Card>
  );
}
