import { installedPorts } from "#server/platform/installed-ports.ts";

/** 200 when the database answers, 503 when it does not. */
export async function checkReadiness(): Promise<Response> {
  const ports = installedPorts();
  try {
    await ports.systemDb.client.tenant.findFirst({ select: { id: true } });
    return Response.json({ status: "ready" });
  } catch (error) {
    ports.log.error({ err: error }, "readiness");
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
