"use client";

import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { curlExample } from "./curl-example.ts";

interface SecretDialogProps {
  name: string;
  secret: string;
  origin: string;
  onClose: () => void;
}

/** The one time that a key is shown whole. */
export function SecretDialog({ name, secret, origin, onClose }: SecretDialogProps) {
  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={`Copy the key “${name}”`}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have stored it
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <Banner tone="warning">
          It is shown this once. Keep it where you keep passwords; whoever has it can do what it may.
        </Banner>
        <CodeBlock code={secret} label="the key" />
        <div className="grid grid-cols-1 gap-1.5">
          <p className="text-[0.8125rem] font-medium">Try it</p>
          <CodeBlock code={curlExample(origin, secret)} label="the example" />
        </div>
      </div>
    </Dialog>
  );
}
