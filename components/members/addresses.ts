/** E-mail addresses as people paste them: by comma, semicolon, space or line, also as `Ann <ann@x.com>`. */
export function addressesIn(text: string): string[] {
  const bracketed = text.replaceAll(/[^,;\n<]*<([^>]*)>/g, " $1 ");
  const addresses = bracketed.split(/[\s,;]+/).filter((part) => part !== "");
  return [...new Set(addresses.map((address) => address.toLowerCase()))];
}
