import { serveAsset } from "#server/rest/serve-asset.ts";

export const GET = async (request: Request, { params }: { params: Promise<{ hash: string }> }) =>
  serveAsset(request, (await params).hash);
