const PARAMETER = 'conversation';
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The address at which a colleague's desk opens a conversation; nothing else of one's own address is passed on. */
export const conversationLink = (
  { origin, pathname }: Pick<Location, 'origin' | 'pathname'>,
  id: string,
): string => `${origin}${pathname}?${PARAMETER}=${encodeURIComponent(id)}`;

/** The conversation that an address names; undefined = none, or no id. Whether it is there and may be seen is told when it is asked for. */
export function conversationIn(search: string): string | undefined {
  const id = new URLSearchParams(search).get(PARAMETER) ?? '';
  return ID.test(id) ? id : undefined;
}

/** The address without the conversation: what was opened once is not opened again by a reload, nor for whoever signs in next. */
export function withoutConversation(search: string): string {
  const parameters = new URLSearchParams(search);
  parameters.delete(PARAMETER);
  return parameters.size === 0 ? '' : `?${parameters}`;
}
