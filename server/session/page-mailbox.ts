import { installedPorts } from "#server/platform/installed-ports.ts";

/** Where a demonstration's mails are read; null where mails are really sent. */
export const pageMailbox = (): string | null => installedPorts().mailboxUrl;
