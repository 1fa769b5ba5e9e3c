import { Check, X } from "lucide-react";

interface ContrastCheck {
  /** What is measured, in words. */
  pair: string;
  scheme: "light" | "dark";
  /** 1 to 21, as WCAG 2.2 defines it. */
  ratio: number;
  isEnough: boolean;
}

export function ContrastChecks({ checks }: { checks: readonly ContrastCheck[] }) {
  const pairs = [...new Set(checks.map((check) => check.pair))];
  return (
    <table className="w-full text-left text-[0.8125rem]">
      <caption className="sr-only">Contrast of the accent colour; 4.5 to 1 is needed for text</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="pb-1.5 font-medium">
            Contrast, 4.5 : 1 is needed
          </th>
          <th scope="col" className="pb-1.5 text-right font-medium">
            Light
          </th>
          <th scope="col" className="pb-1.5 text-right font-medium">
            Dark
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair}>
            <th scope="row" className="border-t border-border py-1.5 pr-3 font-normal">
              {pair}
            </th>
            {(["light", "dark"] as const).map((scheme) => (
              <Ratio
                key={scheme}
                check={checks.find((check) => check.pair === pair && check.scheme === scheme)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ratio({ check }: { check: ContrastCheck | undefined }) {
  if (!check) return <td className="border-t border-border" />;
  const Icon = check.isEnough ? Check : X;
  return (
    <td className="tabular border-t border-border py-1.5 pl-3 text-right whitespace-nowrap">
      {check.ratio.toFixed(2)}
      <Icon
        className={`ml-1 inline size-3.5 ${check.isEnough ? "text-positive" : "text-negative"}`}
        aria-hidden
      />
      <span className="sr-only">{check.isEnough ? ", enough" : ", too little"}</span>
    </td>
  );
}
