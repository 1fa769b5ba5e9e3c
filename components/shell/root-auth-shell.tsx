import Link from "next/link";
import type { ReactNode } from "react";
import { ApiProvider } from "../trpc/api-provider.tsx";
import { AuthShell } from "./auth-shell.tsx";
import { MarqueMark } from "./marque-mark.tsx";

interface RootAuthShellProps {
  title: string;
  description?: string;
  hasWayBack?: boolean;
  children: ReactNode;
}

/** A form about one's account at the root's door, under our own mark. */
export function RootAuthShell({ title, description, hasWayBack, children }: RootAuthShellProps) {
  return (
    <AuthShell
      brand={
        <Link href="/" aria-label="Marque, home">
          <MarqueMark />
        </Link>
      }
      title={title}
      description={description}
      footer={
        hasWayBack && (
          <Link href="/sign-in" className="font-medium text-accent-text underline-offset-4 hover:underline">
            Back to sign-in
          </Link>
        )
      }
    >
      <ApiProvider basePath="">{children}</ApiProvider>
    </AuthShell>
  );
}
