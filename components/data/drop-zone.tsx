"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { cx } from "../ui/class-names.ts";

interface DropZoneProps {
  accept: string;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A file input that also takes what is dropped on it. */
export function DropZone({ accept, onFile, children }: DropZoneProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input inside is the first.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        "relative grid justify-items-center gap-1 rounded-lg border border-dashed px-4 py-8 text-center has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
        isOver
          ? "border-accent-text bg-accent-soft"
          : "border-border-strong bg-sunken hover:border-foreground",
      )}
    >
      <FileUp className="mb-1 size-6 text-muted" aria-hidden />
      <label htmlFor={id} className="font-medium after:absolute after:inset-0">
        Choose a CSV file or drop it here
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <p className="text-[0.8125rem] text-muted">{children}</p>
    </div>
  );
}
