"use client";

import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface SsoReauthDialogProps {
  isOpen: boolean;
  /** Begins the sign-in at the company's provider, which asks anew. */
  ssoPath: string;
  onClose: () => void;
}

/** For who came by single sign-on: their company's provider is asked, and the page is come back to. */
export function SsoReauthDialog({ isOpen, ssoPath, onClose }: SsoReauthDialogProps) {
  const [isLeaving, setLeaving] = useState(false);
  function leave() {
    setLeaving(true);
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`${ssoPath}?again&next=${here}`);
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Is it you?"
      description="This concerns security. Sign in once more with your company; you come back to this page, and can then do it within ten minutes."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" isPending={isLeaving} onClick={leave}>
            Sign in again
          </Button>
        </>
      }
    />
  );
}
