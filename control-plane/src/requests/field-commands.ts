/** What the HTTP API asks of conversations for an agent, once it knows what fields there are; no page asks it here. */
export type FieldCommand =
  /** The value fits its field. `seen`: what it was as the agent saw it; CONFLICT when it is another one. */
  | {
      readonly name: 'set-field';
      readonly conversationId: string;
      readonly key: string;
      readonly value: string;
      readonly seen: string;
    }
  /** What is known of its customer was changed: whoever sees the conversation sees that. */
  | { readonly name: 'renew-contact'; readonly conversationId: string };
