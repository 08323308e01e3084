/** Who signed a request. `principalArn` is what the service records as the author of a change. */
export interface Caller {
  readonly accountId: string;
  readonly region: string;
  readonly principalArn: string;
}
