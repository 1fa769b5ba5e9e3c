import { Ban, Ellipsis, type LucideIcon, Pencil, RefreshCw } from "lucide-react";
import { formatDate, formatDateTime } from "../format/time.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Menu, menuItemStyle } from "../ui/menu.tsx";
import { scopesText } from "./scopes.ts";

export type Key = Outputs["keys"]["list"][number];
export type KeyQuestion = "edit" | "rotate" | "revoke";

/** Columns of a wide screen; a phone stacks the same cells. */
export const KEY_COLUMNS =
  "sm:grid sm:grid-cols-[minmax(0,1fr)_8rem_11rem_9rem_2.5rem] sm:items-center sm:gap-4";

const STATUS: Partial<Record<Key["status"], { tone: Tone; label: string }>> = {
  ending: { tone: "warning", label: "Replaced" },
  expired: { tone: "negative", label: "Expired" },
};

const ACTIONS: readonly { question: KeyQuestion; label: string; icon: LucideIcon; isFor: Key["status"][] }[] =
  [
    { question: "edit", label: "Edit…", icon: Pencil, isFor: ["active"] },
    { question: "rotate", label: "Rotate…", icon: RefreshCw, isFor: ["active"] },
    { question: "revoke", label: "Revoke…", icon: Ban, isFor: ["active", "ending", "expired"] },
  ];

interface KeyRowProps {
  apiKey: Key;
  canManage: boolean;
  onAsk: (question: KeyQuestion) => void;
}

export function KeyRow({ apiKey, canManage, onAsk }: KeyRowProps) {
  const { permissions } = useTenant();
  const { name, status, prefix, lastFour, scopes, createdBy, allowedAddresses, lastAddress } = apiKey;
  const badge = STATUS[status];
  return (
    <li className={`relative px-4 py-3 sm:px-5 ${KEY_COLUMNS}`}>
      <div className="min-w-0 leading-5 max-sm:pr-10">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{name}</span>
          {badge && <Badge tone={badge.tone}>{badge.label}</Badge>}
          {!createdBy && <Badge tone="negative">Creator has left</Badge>}
          {createdBy && apiKey.waitsForTwoFactor && <Badge tone="warning">Waits for two-factor</Badge>}
        </p>
        <p className="font-mono text-[0.8125rem] text-muted">
          {prefix}_…{lastFour}
        </p>
        {createdBy && <p className="truncate text-[0.8125rem] text-muted">By {createdBy.name}</p>}
      </div>
      <p className="text-[0.8125rem] leading-5 max-sm:mt-2">
        <span className="block">{scopesText(scopes, permissions)}</span>
        {allowedAddresses.length > 0 && (
          <span className="block text-muted">
            {allowedAddresses.length === 1 ? "1 address" : `${allowedAddresses.length} addresses`}
          </span>
        )}
      </p>
      <p className="text-[0.8125rem] leading-5 text-muted">
        {apiKey.lastUsedAt ? (
          <>
            <span className="block">
              <span className="sm:hidden">Last used </span>
              {formatDateTime(apiKey.lastUsedAt)}
            </span>
            {lastAddress && <span className="block truncate">from {lastAddress}</span>}
          </>
        ) : (
          "Not used yet"
        )}
      </p>
      <p className="text-[0.8125rem] leading-5 text-muted">
        {apiKey.expiresAt ? (
          <>
            <span className="sm:hidden">{status === "expired" ? "Expired " : "Expires "}</span>
            {status === "ending" ? formatDateTime(apiKey.expiresAt) : formatDate(apiKey.expiresAt)}
          </>
        ) : (
          <>
            Never<span className="sm:hidden"> expires</span>
          </>
        )}
      </p>
      <div className="max-sm:absolute max-sm:top-2 max-sm:right-2">
        {canManage && (
          <Menu label={`Actions for ${name}`} trigger={<Ellipsis aria-hidden />}>
            {ACTIONS.filter(({ isFor }) => isFor.includes(status)).map(({ question, label, icon: Icon }) => (
              <button
                key={question}
                type="button"
                className={menuItemStyle(question === "revoke")}
                onClick={() => onAsk(question)}
              >
                <Icon aria-hidden />
                {label}
              </button>
            ))}
          </Menu>
        )}
      </div>
    </li>
  );
}
