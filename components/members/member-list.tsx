"use client";

import { Search, Users } from "lucide-react";
import { useState } from "react";
import { formatCount } from "../format/number.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Input } from "../ui/input.tsx";
import { MEMBER_COLUMNS, type Member, type MemberQuestion, MemberRow } from "./member-row.tsx";
import { useMemberPages } from "./use-member-pages.ts";

/** Below this nobody has to search. */
const FEW = 5;

interface MemberListProps {
  initial: Outputs["members"]["list"];
  /** How many there are, whatever is searched for. */
  count: number;
  canTransfer: boolean;
  /** Nobody else is here or invited, and who looks may change that. */
  isLonely: boolean;
  onAsk: (member: Member, question: MemberQuestion) => void;
}

export function MemberList({ initial, count, canTransfer, isLonely, onAsk }: MemberListProps) {
  const [search, setSearch] = useState("");
  const { pages, members, total, wanted } = useMemberPages(initial, search);
  const all = count === 1 ? "1 member" : `${formatCount(count)} members`;
  return (
    <Card
      title={wanted && !pages.isFetching ? `${formatCount(total)} of ${all}` : all}
      isFlush
      actions={
        count > FEW && (
          <Input
            type="search"
            aria-label="Search members"
            placeholder="Name or e-mail"
            prefix={<Search className="size-4" aria-hidden />}
            value={search}
            maxLength={120}
            onChange={(event) => setSearch(event.target.value)}
          />
        )
      }
    >
      <p role="status" className="sr-only">
        {wanted && !pages.isFetching && `${formatCount(total)} found`}
      </p>
      {pages.error && (
        <div className="px-4 pb-4 sm:px-5">
          <Banner
            tone="negative"
            isLive
            actions={
              <Button size="sm" onClick={() => pages.refetch()}>
                Try again
              </Button>
            }
          >
            {apiErrorOf(pages.error).message}
          </Banner>
        </div>
      )}
      <div
        aria-hidden
        className={`hidden border-y border-border bg-sunken px-5 py-2 text-xs font-medium text-muted ${MEMBER_COLUMNS}`}
      >
        <span>Name</span>
        <span className="px-3">Role</span>
        <span>Activity (UTC)</span>
      </div>
      <ul className="divide-y divide-border max-sm:border-t max-sm:border-border" aria-label="Members">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            canTransfer={canTransfer}
            onAsk={(question) => onAsk(member, question)}
          />
        ))}
      </ul>
      {wanted && members.length === 0 && !pages.error && (
        <EmptyState icon={Search} title="Nobody by that name">
          No member's name or e-mail contains “{wanted}”.
        </EmptyState>
      )}
      {pages.hasNextPage && (
        <div className="flex items-center justify-center gap-3 border-t border-border p-3">
          <span className="tabular text-[0.8125rem] text-muted">
            {formatCount(members.length)} of {formatCount(total)}
          </span>
          <Button isPending={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {isLonely && (
        <EmptyState icon={Users} title="Work together">
          Invite colleagues and choose what each may do: run the workspace, trade, or look on.
        </EmptyState>
      )}
    </Card>
  );
}
