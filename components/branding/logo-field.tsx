"use client";

import { useMutation } from "@tanstack/react-query";
import { ImageUp, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";
import { readBase64 } from "./read-base64.ts";

const MAX_BYTES = 1_000_000;

export function LogoField({ logoUrl, isDisabled }: { logoUrl: string | null; isDisabled: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const onError = (error: unknown) => setProblem(fieldErrorsOf(error).base64 ?? apiErrorOf(error).message);
  const done = (message: string) => () => {
    setProblem(null);
    toast.success(message);
    router.refresh();
  };
  const upload = useMutation(
    trpc.branding.uploadLogo.mutationOptions({ onSuccess: done("Logo saved."), onError }),
  );
  const remove = useMutation(
    trpc.branding.removeLogo.mutationOptions({ onSuccess: done("Logo removed."), onError }),
  );

  async function choose(file: File | undefined) {
    if (!file) return;
    if (file.size > MAX_BYTES) return setProblem("Use a picture of at most 1 MB.");
    upload.mutate({ base64: await readBase64(file) });
  }

  return (
    <div className="grid gap-2">
      <span id={id} className="sr-only">
        Logo
      </span>
      <div className="flex flex-wrap items-center gap-4">
        <div className="grid h-16 w-48 place-items-center rounded-md border border-dashed border-border-strong bg-sunken px-3">
          {logoUrl ? (
            // biome-ignore lint/performance/noImgElement: logos are already sized and content-hashed by the server.
            <img
              src={logoUrl}
              alt="Current logo"
              width={160}
              height={40}
              className="h-10 w-40 object-contain"
            />
          ) : (
            <span className="text-[0.8125rem] text-muted">No logo yet</span>
          )}
        </div>
        <input
          ref={picker}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-labelledby={id}
          hidden
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <div className="flex gap-2">
          <Button disabled={isDisabled} isPending={upload.isPending} onClick={() => picker.current?.click()}>
            <ImageUp aria-hidden />
            {logoUrl ? "Replace" : "Upload"}
          </Button>
          {logoUrl && (
            <Button
              variant="ghost"
              disabled={isDisabled}
              isPending={remove.isPending}
              onClick={() => remove.mutate({})}
            >
              <Trash2 aria-hidden />
              Remove
            </Button>
          )}
        </div>
      </div>
      <p
        aria-live="polite"
        className={problem ? "text-[0.8125rem] text-negative" : "text-[0.8125rem] text-muted"}
      >
        {problem ?? "PNG, JPEG or WebP, at most 1 MB. Wide ones look best; it is shown 32 pixels high."}
      </p>
    </div>
  );
}
