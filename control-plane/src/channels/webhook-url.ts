/** What a vendor is to call for an account. */
export const webhookUrl = (publicUrl: string, accountId: string): string =>
  `${publicUrl}/v1/channels/${accountId}/webhook`;
