import { CodeBlock } from "../ui/code-block.tsx";

/** Something to be entered elsewhere, exactly so. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div className="grid grid-cols-1 gap-1">
      <p className="text-[0.8125rem] font-medium">{label}</p>
      <CodeBlock code={value} label={label} />
    </div>
  );
}
