import type { Outputs } from "../trpc/outputs.ts";

export type Dataset = Outputs["datasets"]["list"][number];

interface Upload {
  url: string;
  file: Blob;
  /** 0 to 1 of the bytes sent; the check on the server follows. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Streams the file as the request's body. Rejects with the server's words where it gave some (see `apiErrorOf`). */
export function uploadCandles({ url, file, onProgress, signal }: Upload): Promise<Dataset> {
  return new Promise((resolve, reject) => {
    // Not fetch: it cannot tell how much of the body is sent.
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("content-type", "text/csv");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status === 201 ? resolve(request.response) : reject(refusalOf(request.response));
    request.onerror = () => reject(new Error("The upload was interrupted."));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** The error envelope of REST in the shape in which tRPC carries the same error. */
function refusalOf(body: unknown): Error {
  const app = typeof body === "object" && body !== null ? Reflect.get(body, "error") : undefined;
  return Object.assign(new Error("The file was refused."), { data: { app } });
}
