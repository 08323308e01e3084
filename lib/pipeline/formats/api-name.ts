/** CloudFormation spells `RunOrder` what the API spells `runOrder`. */
export function apiName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
