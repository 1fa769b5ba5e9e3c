"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc-context.ts";
import { useDebounced } from "../ui/use-debounced.ts";

const FIRST_PAGE: string | null = null;
const TYPING_MS = 250;

/** The members whose name or e-mail contains `search`, page by page; the server looks for them. */
export function useMemberPages(initial: Outputs["members"]["list"], search: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const wanted = useDebounced(search.trim(), TYPING_MS);
  const pages = useInfiniteQuery({
    queryKey: [...trpc.members.list.pathKey(), { search: wanted }],
    queryFn: ({ pageParam: cursor }) =>
      client.members.list.query({ ...(wanted && { search: wanted }), ...(cursor !== null && { cursor }) }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
    ...(wanted === "" && { initialData: { pages: [initial], pageParams: [FIRST_PAGE] } }),
  });
  return {
    pages,
    wanted,
    members: pages.data?.pages.flatMap(({ members }) => members) ?? [],
    total: pages.data?.pages[0]?.total ?? 0,
  };
}
