"use client";

import { Download, Printer } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

interface BackupCodesProps {
  codes: readonly string[];
  /** For the name and the head of the file. */
  company: string;
}

/** Shown once: each code signs in once when the app is not at hand. */
export function BackupCodes({ codes, company }: BackupCodesProps) {
  const text = `Backup codes for ${company}\nEach works once.\n\n${codes.join("\n")}\n`;

  function download() {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = "backup-codes.txt";
    link.click();
    URL.revokeObjectURL(url);
  }

  return (
    <div className="grid gap-3">
      <div className="flex items-start gap-2 rounded-md border border-border bg-sunken py-2 pr-2 pl-4">
        <ul
          aria-label="Backup codes"
          className="grid grow grid-cols-2 gap-x-6 gap-y-1 py-1 font-mono text-[0.8125rem] leading-6"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <CopyButton text={text} label="Copy backup codes" />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={download}>
          <Download aria-hidden />
          Download
        </Button>
        <Button size="sm" onClick={() => window.print()}>
          <Printer aria-hidden />
          Print
        </Button>
      </div>
    </div>
  );
}
