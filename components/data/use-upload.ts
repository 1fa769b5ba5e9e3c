"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTenant } from "../tenant/tenant-context.tsx";
import { type ApiError, apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { nameOfFile } from "./name-of-file.ts";
import { type Dataset, uploadCandles } from "./upload-candles.ts";

export type UploadState =
  | { step: "idle" }
  | { step: "sending"; fileName: string; share: number }
  | { step: "refused"; fileName: string; error: ApiError }
  | { step: "done"; dataset: Dataset };

const MAX_BYTES = 50_000_000;
const TOO_LARGE: ApiError = {
  code: "too_large",
  message: "Files of up to 50 MB can be uploaded. Split it, or export fewer bars.",
  fields: {},
  reason: "too_large",
};

export function useUpload() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug, basePath } = useTenant();
  const [state, setState] = useState<UploadState>({ step: "idle" });
  const running = useRef<AbortController>(null);

  async function send(file: File) {
    const { name: fileName } = file;
    if (file.size > MAX_BYTES) return setState({ step: "refused", fileName, error: TOO_LARGE });
    const abort = new AbortController();
    running.current = abort;
    setState({ step: "sending", fileName, share: 0 });
    try {
      const dataset = await uploadCandles({
        url: uploadAddress(nameOfFile(fileName), basePath === "" ? null : slug),
        file,
        signal: abort.signal,
        onProgress: (share) => setState({ step: "sending", fileName, share }),
      });
      await queryClient.invalidateQueries(trpc.datasets.list.queryFilter());
      setState({ step: "done", dataset });
    } catch (error) {
      setState(
        abort.signal.aborted ? { step: "idle" } : { step: "refused", fileName, error: apiErrorOf(error) },
      );
    }
  }

  return { state, send, stop: () => running.current?.abort(), reset: () => setState({ step: "idle" }) };
}

/** Never under the path form's prefix: that way leads through the edge, which cuts a large body short. */
function uploadAddress(name: string, tenant: string | null): string {
  return `/api/datasets?${new URLSearchParams(tenant ? { name, tenant } : { name })}`;
}
