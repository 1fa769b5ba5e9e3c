"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Branding, Theme } from "#server/modules/branding/schema.ts";
import { LimitBanner } from "../billing/limit-banner.tsx";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { useLack, useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { toast } from "../ui/toast.ts";
import { useDebounced } from "../ui/use-debounced.ts";
import { ContrastChecks } from "./contrast-checks.tsx";
import { LogoField } from "./logo-field.tsx";
import { ThemeFields } from "./theme-fields.tsx";
import { ThemePreview } from "./theme-preview.tsx";

const PAUSE_MS = 150;
const NOTHING: Record<string, string> = {};

export function BrandingEditor({ branding, mayWrite }: { branding: Branding; mayWrite: boolean }) {
  const isFrozen = useLack("custom_branding") !== null;
  const canEdit = mayWrite && !isFrozen;
  const trpc = useTRPC();
  const router = useRouter();
  const { logoUrl } = useTenant();
  const [companyName, setCompanyName] = useState(branding.companyName);
  const [theme, setTheme] = useState<Theme>(branding.theme);
  const settled = useDebounced(theme, PAUSE_MS);
  const preview = useQuery({
    ...trpc.branding.preview.queryOptions({ theme: settled }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = useMutation(
    trpc.branding.update.mutationOptions({
      onSuccess() {
        toast.success("Branding saved. Everyone sees it from now on.");
        router.refresh();
      },
    }),
  );
  const errors = { ...fieldErrorsOf(preview.error), ...fieldErrorsOf(save.error) };
  const general = save.error && Object.keys(errors).length === 0 ? apiErrorOf(save.error) : null;
  const declarations = preview.data?.declarations ?? NOTHING;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate({ companyName, theme });
  }

  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
        {general ? (
          <LimitBanner error={general} />
        ) : (
          <LockedNotice capability="custom_branding">
            The look is frozen: it stays as it is on every page, and can't be changed.
          </LockedNotice>
        )}
        {!mayWrite && <Banner>Your role may look at the branding. Owners and admins change it.</Banner>}
        <Card
          title="Identity"
          description="Shown on every page, in the browser tab and on the sign-in."
          footer={
            <>
              <span>Changes show on all pages at once.</span>
              <Button
                type="submit"
                variant="primary"
                size="sm"
                isPending={save.isPending}
                disabled={!canEdit}
              >
                Save branding
              </Button>
            </>
          }
        >
          <ThemeFields
            companyName={companyName}
            onCompanyName={setCompanyName}
            theme={theme}
            onTheme={setTheme}
            errors={errors}
            isDisabled={!canEdit}
          />
        </Card>
        <Card title="Logo">
          <LogoField logoUrl={logoUrl} isDisabled={!canEdit} />
        </Card>
      </form>
      <div className="grid gap-5 lg:sticky lg:top-7">
        <Card title="Preview" description="Not saved yet. Both schemes come with your colour.">
          <div className="grid gap-4">
            {(["light", "dark"] as const).map((scheme) => (
              <ThemePreview
                key={scheme}
                scheme={scheme}
                companyName={companyName}
                logoUrl={logoUrl}
                declarations={declarations}
              />
            ))}
            <ContrastChecks checks={preview.data?.checks ?? []} />
          </div>
        </Card>
      </div>
    </div>
  );
}
