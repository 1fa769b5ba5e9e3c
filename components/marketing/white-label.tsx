import { Point, Section } from "./section.tsx";

export function WhiteLabel() {
  return (
    <Section
      isTinted
      title="Your brand to the last page"
      lead="Logo, name, colours, corner radius and typeface, in light and dark. The theme is written into each page on the server, so nobody sees a flash of another brand."
    >
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
        <Point title="Your address">
          A subdomain from the first minute, a path on ours, or your own domain. Sign-in happens inside it, on
          your host.
        </Point>
        <Point title="Readable by rule">
          Every accent is checked against WCAG contrast; text on it is chosen so that it stays legible, even
          on pale yellow.
        </Point>
        <Point title="Light and dark">
          Both come with your colours. The device decides, or the person does, and their choice is kept.
        </Point>
        <Point title="Everywhere">
          Sign-in, dashboard, charts, empty states, errors and not-found pages: all read the same few
          variables.
        </Point>
      </div>
    </Section>
  );
}
