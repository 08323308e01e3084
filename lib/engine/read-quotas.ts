import { findText } from "./is-missing";
import { DEFAULT_QUOTAS, parseQuotas, type Quotas } from "./quotas";

/**
 * The quotas as a file has them; without one, those of the service.
 * @param isNamed somebody asked for that very file, so that it must be there
 * @throws Error that says what is wrong, and where
 */
export async function readQuotas(file: string, { isNamed }: { readonly isNamed: boolean }): Promise<Quotas> {
  const text = await findText(file);
  if (text === null && isNamed) {
    throw new Error(`The quotas cannot be read: there is no file ${file}. Correct PENSTOCK_QUOTAS_FILE.`);
  }
  try {
    return text === null ? DEFAULT_QUOTAS : parseQuotas(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The quotas in ${file} cannot be used. ${reason}`, { cause });
  }
}
