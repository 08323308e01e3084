import { BlockList, isIP } from "node:net";

/** Whether an address lies in a CIDR range such as `192.0.2.0/24`. What is no range holds nothing. */
export function isInIpRange(address: string, range: string): boolean {
  const parsed = parseIpRange(range);
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  if (!parsed || family === 0) return false;
  const list = new BlockList();
  list.addSubnet(parsed.network, parsed.bits, parsed.family);
  return list.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/** @returns null for what is no CIDR range */
export function parseIpRange(
  range: string,
): { readonly network: string; readonly bits: number; readonly family: "ipv4" | "ipv6" } | null {
  const [, network = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? [];
  const version = isIP(network);
  const bits = Number(digits);
  if (version === 0 || bits > (version === 4 ? 32 : 128)) return null;
  return { network, bits, family: version === 4 ? "ipv4" : "ipv6" };
}
