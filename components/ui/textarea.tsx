import type { ComponentPropsWithRef } from "react";

export function Textarea(props: Omit<ComponentPropsWithRef<"textarea">, "className">) {
  return <textarea rows={3} {...props} className="field-box" />;
}
