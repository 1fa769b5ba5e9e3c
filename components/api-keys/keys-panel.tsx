"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { useLack, useMay } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { curlExample } from "./curl-example.ts";
import { EditKeyDialog } from "./edit-key-dialog.tsx";
import { KEY_COLUMNS, type KeyQuestion, KeyRow } from "./key-row.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

interface KeysPanelProps {
  keys: Outputs["keys"]["list"];
  /** Of this workspace, e.g. `https://acme.marque.example`. */
  origin: string;
}

export function KeysPanel({ keys: initial, origin }: KeysPanelProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canManage = useMay("key:write");
  const isIncluded = useLack("api_access") === null;
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<Outputs["keys"]["create"] | null>(null);
  const [asked, setAsked] = useState<{ keyId: string; question: KeyQuestion } | null>(null);
  const { data: keys } = useQuery({ ...trpc.keys.list.queryOptions({}), initialData: initial });
  const about = (question: KeyQuestion) =>
    (asked?.question === question && keys.find(({ id }) => id === asked.keyId)) || null;
  const close = () => setAsked(null);
  const edited = about("edit");
  const rotated = about("rotate");

  async function show(next: Outputs["keys"]["create"]) {
    setCreating(false);
    close();
    setMade(next);
    await queryClient.invalidateQueries(trpc.keys.pathFilter());
  }

  const createButton = canManage && isIncluded && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      Create key
    </Button>
  );
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="API keys"
        description="For your programs: each with its own permissions and an end."
        actions={keys.length > 0 && createButton}
      />
      <LockedNotice capability="api_access">
        Keys can't be made, and those that exist are refused.
      </LockedNotice>
      {keys.length === 0 ? (
        <Card>
          <EmptyState icon={KeyRound} title="No API keys yet" actions={createButton}>
            A key lets a program do what you can do here: read bots and backtests, start and stop, invite.
          </EmptyState>
          <div className="mx-auto w-full max-w-xl">
            <CodeBlock code={curlExample(origin)} label="the example" />
          </div>
        </Card>
      ) : (
        <Card title={keys.length === 1 ? "1 key" : `${keys.length} keys`} isFlush>
          <div
            aria-hidden
            className={`hidden border-y border-border bg-sunken px-5 py-2 text-xs font-medium text-muted ${KEY_COLUMNS}`}
          >
            <span>Key</span>
            <span>May</span>
            <span>Last used (UTC)</span>
            <span>Expires (UTC)</span>
          </div>
          <ul className="divide-y divide-border max-sm:border-t max-sm:border-border" aria-label="API keys">
            {keys.map((apiKey) => (
              <KeyRow
                key={apiKey.id}
                apiKey={apiKey}
                canManage={canManage}
                onAsk={(question) => setAsked({ keyId: apiKey.id, question })}
              />
            ))}
          </ul>
        </Card>
      )}
      {isCreating && <CreateKeyDialog onClose={() => setCreating(false)} onCreated={show} />}
      {edited && <EditKeyDialog key={edited.id} apiKey={edited} onClose={close} />}
      {rotated && <RotateKeyDialog key={rotated.id} apiKey={rotated} onClose={close} onRotated={show} />}
      <RevokeKeyDialog apiKey={about("revoke")} onClose={close} />
      {made && (
        <SecretDialog
          name={made.key.name}
          secret={made.secret}
          origin={origin}
          onClose={() => setMade(null)}
        />
      )}
    </div>
  );
}
