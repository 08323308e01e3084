import { SIMULATED } from "./template/evaluate";

const PUBLIC = /^\/aws\/service(\/[\w.-]+)+$/;

/**
 * The value of a parameter that AWS keeps for everybody, such as the id of its newest machine image. Every account has
 * them, so templates rely on them; what they name is not here, and the value says so.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
export function publicParameter(name: string): string | null {
  return PUBLIC.test(name) ? `${SIMULATED}${name}` : null;
}
