"use client";

import { useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { toast } from "../ui/toast.ts";

/** Fills the form from the provider's metadata: its address, its text, or a file of it. */
export function MetadataReader({ onRead }: { onRead: (read: Outputs["sso"]["readMetadata"]) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isReading, setReading] = useState(false);

  async function read(text: string) {
    setReading(true);
    setProblem(undefined);
    const input = text.trim().startsWith("<") ? { xml: text } : { url: text.trim() };
    try {
      onRead(
        await queryClient.fetchQuery({
          ...trpc.sso.readMetadata.queryOptions(input),
          staleTime: 0,
          retry: false,
        }),
      );
      toast.success("The fields below are filled in from the metadata.");
    } catch (error) {
      const { message, fields } = apiErrorOf(error);
      setProblem(Object.values(fields)[0] ?? message);
    } finally {
      setReading(false);
    }
  }

  return (
    <div className="grid grid-cols-1 gap-2 rounded-lg border border-border bg-sunken/60 p-3">
      <Field
        label="Provider's metadata"
        isOptional
        hint="Its address, or its XML. It fills in the next three fields."
        error={problem}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            spellCheck={false}
            className="field-box resize-y font-mono text-xs"
            placeholder="https://…/metadata"
            value={given}
            onChange={(event) => setGiven(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => read(given)} isPending={isReading} disabled={given.trim() === ""}>
          Read metadata
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) await read(await file.text());
          }}
        />
        <Button variant="ghost" onClick={() => picker.current?.click()} disabled={isReading}>
          <FileUp aria-hidden />
          Choose a file
        </Button>
      </div>
    </div>
  );
}
