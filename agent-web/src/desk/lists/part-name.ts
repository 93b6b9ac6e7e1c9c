import { useTranslation } from 'react-i18next';
import type { FloorSnapshot, InboxSnapshot } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { type FilterPart, fieldOfPart } from './parts.ts';

/** What a part of a filter is called; people and queues by their ids where nothing tells their names. */
export function usePartName(
  { agents, service }: Pick<FloorSnapshot, 'agents' | 'service'>,
  { rows }: Pick<InboxSnapshot, 'rows'>,
): (part: FilterPart) => string {
  const { t } = useTranslation(['lists', 'inbox', 'context']);
  const fields = useStore(useDesk().conversations.fields);
  return (part) => {
    switch (part.kind) {
      case 'channels':
        return t(`inbox:channel-${part.value}`);
      case 'priorities':
        return part.value === 'unspecified'
          ? ''
          : t('lists:priorityChip', { name: t(`context:priority-${part.value}`) });
      case 'awaitingAnswer':
        return t('lists:awaiting');
      case 'tags':
        return `#${part.value}`;
      case 'fields':
      case 'contactFields': {
        const { key, value } = fieldOfPart(part);
        const subject = part.kind === 'fields' ? 'conversation' : 'contact';
        const field = fields.find((one) => one.subject === subject && one.key === key);
        const said =
          field?.kind === 'yes-no' && (value === 'yes' || value === 'no') ? t(`context:${value}`) : value;
        return t('lists:fieldChip', { name: field?.label ?? key, value: said });
      }
      case 'queueId': {
        const name = service.find(({ queueId }) => queueId === part.value)?.title || part.value;
        return t('lists:queueChip', { name });
      }
      case 'agentId':
        return (
          agents.find(({ agentId }) => agentId === part.value)?.displayName ||
          rows.find(({ agentId }) => agentId === part.value)?.agentName ||
          part.value
        );
    }
  };
}
