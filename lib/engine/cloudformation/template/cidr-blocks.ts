import { TemplateError } from "./template-error";

const ADDRESS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const MOST_BLOCKS = 256;

/**
 * Fn::Cidr: the first blocks of a network of IPv4. Null for any other network, as one that only AWS knows.
 * @param cidrBits how many bits of an address are a block's own; 8 where it is left out
 * @throws TemplateError for more blocks than the network has
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks([network = "", count = "", cidrBits = "8"]: readonly string[]): readonly string[] | null {
  const found = ADDRESS.exec(network)?.slice(1).map(Number);
  if (!found) return null;
  const prefix = found[4] ?? 0;
  const [blocks, bits] = [Number(count), Number(cidrBits)];
  const isWhole = Number.isInteger(blocks) && Number.isInteger(bits);
  const isWithin = blocks >= 1 && blocks <= MOST_BLOCKS && bits >= 1 && bits <= 32 - prefix;
  if (!isWhole || !isWithin || blocks > 2 ** (32 - prefix - bits)) {
    throw new TemplateError(`Template error: Fn::Cidr cannot make ${count} blocks of ${cidrBits} bits of ${network}`);
  }
  const address = found.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  const first = address - (address % 2 ** (32 - prefix));
  return Array.from({ length: blocks }, (_, index) => `${dotted(first + index * 2 ** bits)}/${32 - bits}`);
}

function dotted(address: number): string {
  return [3, 2, 1, 0].map((place) => Math.floor(address / 256 ** place) % 256).join(".");
}
