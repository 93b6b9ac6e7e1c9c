import type { RatedAgent } from './evaluate.ts';
import type { Scalar } from './model.ts';

/** The key under which agents are found whose attribute is, or holds, a value. */
export const holdsKey = (name: string, value: Scalar): string => `${name}:${typeof value}:${value}`;

/** Every key under which an agent is found. */
export function keysOf(agent: RatedAgent): readonly string[] {
  const keys = [holdsKey('id', agent.agentId)];
  for (const [skill, level] of Object.entries(agent.skills))
    if (level > 0) keys.push(holdsKey('skills', skill));
  for (const language of agent.languages) keys.push(holdsKey('languages', language));
  for (const [name, attribute] of Object.entries(agent.attributes)) {
    for (const value of typeof attribute === 'object' ? attribute : [attribute]) {
      keys.push(holdsKey(name, value));
    }
  }
  return keys;
}
