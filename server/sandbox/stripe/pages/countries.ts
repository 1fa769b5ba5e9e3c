import { type Html, html } from "./html.ts";

const COUNTRIES: [string, string][] = [
  ["US", "United States"],
  ["GB", "United Kingdom"],
  ["DE", "Germany"],
  ["FR", "France"],
  ["NL", "Netherlands"],
  ["ZA", "South Africa"],
  ["NG", "Nigeria"],
  ["IN", "India"],
  ["SG", "Singapore"],
  ["AU", "Australia"],
  ["CA", "Canada"],
  ["BR", "Brazil"],
];

export function countryField(selected: string): Html {
  const isListed = COUNTRIES.some(([code]) => code === selected);
  const all: [string, string][] = isListed ? COUNTRIES : [[selected, selected], ...COUNTRIES];
  return html`<label for="country">Country or region</label>
<select id="country" name="country" autocomplete="country">${all.map(
    ([code, name]) =>
      html`<option value="${code}"${selected === code ? html` selected` : ""}>${name}</option>`,
  )}</select>`;
}
