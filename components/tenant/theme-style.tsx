"use client";

import { useState } from "react";

/**
 * The tenant's theme. The nonce stays that of the page's first answer, the only one its content policy knows, while
 * `css` follows what the server says later.
 */
export function ThemeStyle({ css, nonce }: { css: string; nonce: string }) {
  const [firstNonce] = useState(nonce);
  return (
    <style
      nonce={firstNonce}
      // Browsers hide the nonce from scripts, so the two copies never look equal.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the server from closed choices and checked hex colours.
      dangerouslySetInnerHTML={{ __html: css }}
    />
  );
}
