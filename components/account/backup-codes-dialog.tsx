"use client";

import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { BackupCodes } from "./backup-codes.tsx";

interface BackupCodesDialogProps {
  codes: readonly string[] | null;
  company: string;
  onDone: () => void;
}

export function BackupCodesDialog({ codes, company, onDone }: BackupCodesDialogProps) {
  return (
    <Dialog
      isAlert
      isOpen={codes !== null}
      onClose={onDone}
      title="Keep your backup codes"
      description="Each signs you in once when your phone is not at hand. They are shown only now."
      footer={
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      }
    >
      {codes && <BackupCodes codes={codes} company={company} />}
    </Dialog>
  );
}
