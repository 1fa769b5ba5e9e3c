import type { Permission } from "#server/kernel/permission.ts";
import { PERMISSION_AREAS, permissionText } from "../members/permission-areas.ts";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { isScope, PRESETS, presetOf, presetScopes, type Scope } from "./scopes.ts";

interface ScopePickerProps {
  /** What the maker may, and so may give. */
  own: readonly Permission[];
  scopes: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error: string | undefined;
}

const PRESET_SEGMENTS = [...PRESETS, { value: "custom" as const, label: "Custom" }];

/** Presets first, then each area with what may be seen and changed. A key always sees which workspace it is of. */
export function ScopePicker({ own, scopes, onChange, error }: ScopePickerProps) {
  const toggle = (scope: Scope, isOn: boolean) =>
    onChange(isOn ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  const box = (permission: Permission | null) =>
    isScope(permission) &&
    own.includes(permission) && (
      <input
        type="checkbox"
        aria-label={permissionText(permission)}
        className="size-4 accent-accent-text pointer-coarse:size-5"
        checked={permission === "tenant:read" || scopes.includes(permission)}
        disabled={permission === "tenant:read"}
        onChange={(event) => toggle(permission, event.target.checked)}
      />
    );
  const areas = PERMISSION_AREAS.filter(({ read, write }) =>
    [read, write].some((permission) => isScope(permission) && own.includes(permission)),
  );
  return (
    <fieldset className="grid grid-cols-1 gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">What it may do</legend>
      <SegmentedControl
        label="Preset"
        name="preset"
        segments={PRESET_SEGMENTS}
        value={presetOf(scopes, own) ?? "custom"}
        onChange={(preset) => preset !== "custom" && onChange(presetScopes(preset, own))}
      />
      <div className="max-h-60 overflow-y-auto rounded-md border border-border">
        <table className="w-full text-left text-sm">
          <caption className="sr-only">Permissions by area</caption>
          <thead className="sticky top-0 bg-sunken text-xs text-muted">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">
                Area
              </th>
              <th scope="col" className="w-20 px-2 py-1.5 text-center font-medium">
                See
              </th>
              <th scope="col" className="w-20 px-2 py-1.5 text-center font-medium">
                Change
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-border">
            {areas.map(({ name, read, write }) => (
              <tr key={name}>
                <th scope="row" className="px-3 py-1.5 font-normal">
                  {name}
                </th>
                <td className="px-2 py-1.5 text-center align-middle">{box(read)}</td>
                <td className="px-2 py-1.5 text-center align-middle">{box(write)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {error && (
        <p role="alert" className="text-[0.8125rem] text-negative">
          {error}
        </p>
      )}
    </fieldset>
  );
}
