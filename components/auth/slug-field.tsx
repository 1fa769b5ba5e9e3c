"use client";

import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useDebounced } from "../ui/use-debounced.ts";

const PAUSE_MS = 300;

interface SlugFieldProps {
  value: string;
  onChange: (slug: string) => void;
  /** What follows the first dot, e.g. `marque.example`. */
  rootHost: string;
  /** Said by the server when the form was sent. */
  error: string | undefined;
}

/** The workspace's address, checked while it is typed. The server has the last word when the form is sent. */
export function SlugField({ value, onChange, rootHost, error }: SlugFieldProps) {
  const trpc = useTRPC();
  const settled = useDebounced(value, PAUSE_MS);
  const check = useQuery({
    ...trpc.tenants.checkSlug.queryOptions({ slug: settled }),
    enabled: settled !== "",
  });
  const isSettled = value === settled && value !== "";
  const answer = isSettled ? check.data : undefined;
  const isChecking = value !== "" && (!isSettled || check.isFetching);

  return (
    <Field
      label="Workspace address"
      error={error ?? answer?.message ?? undefined}
      hint={
        <span className="flex min-h-5 items-center gap-1.5">
          {answer?.isAvailable && !error ? (
            <>
              <Check className="size-3.5 text-positive" aria-hidden />
              <span className="truncate">
                {answer.slug}.{rootHost} is free
              </span>
            </>
          ) : (
            "You can add your own domain later."
          )}
        </span>
      }
    >
      {(control) => (
        <Input
          {...control}
          name="slug"
          value={value}
          onChange={(event) => onChange(event.target.value.toLowerCase().replace(/\s+/g, "-"))}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={60}
          required
          suffix={
            <span className="flex items-center gap-2">
              <span className="grid size-4 place-items-center">{isChecking && <Spinner />}</span>.{rootHost}
            </span>
          }
        />
      )}
    </Field>
  );
}
