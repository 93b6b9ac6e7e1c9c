import { lazy, Suspense } from 'react';
import type { DeskSnapshot, Thread } from '../state/types.ts';
import { useDesk } from './desk-context.ts';
import { speakFromNowOn } from './language-choice.ts';
import { CloseDialog } from './thread/close-dialog.tsx';
import { SnoozeDialog } from './thread/snooze-dialog.tsx';
import type { ThreadQuestion } from './thread/thread-pane.tsx';
import { TransferDialog } from './thread/transfer-dialog.tsx';
import { Whose } from './thread/whose.tsx';

/** Seldom needed: the desk comes without them. */
const BeginDialog = lazy(() => import('./begin-dialog.tsx'));
const FilterDialog = lazy(() => import('./lists/filter-dialog.tsx'));
const MacroDialog = lazy(() => import('./thread/macro-dialog.tsx'));
const KeyboardSheet = lazy(() => import('./keyboard-sheet.tsx'));
const PasswordDialog = lazy(() => import('./password-dialog.tsx'));
const SettingsDialog = lazy(() => import('./settings-dialog.tsx'));

/** What is asked or told over the desk; a question stays with the conversation that it was asked of. */
export type Sheet =
  | { readonly name: 'none' | 'settings' | 'password' | 'keyboard' | 'begin' | 'filter' }
  | { readonly name: ThreadQuestion; readonly thread: Thread };

export const NO_SHEET: Sheet = { name: 'none' };

interface SheetsProps {
  readonly sheet: Sheet;
  /** From the settings on to the password. */
  readonly onPassword: () => void;
  readonly onClose: () => void;
  readonly snapshot: DeskSnapshot;
  readonly agentId: string;
  readonly shortcuts: boolean;
  readonly onShortcuts: (on: boolean) => void;
}

/** The dialog that is open over the desk, if any. */
export function Sheets(props: SheetsProps) {
  return (
    <Suspense>
      <OpenSheet {...props} />
    </Suspense>
  );
}

function OpenSheet({ sheet, onPassword, onClose, snapshot, agentId, shortcuts, onShortcuts }: SheetsProps) {
  const desk = useDesk();
  const { floor } = desk.conversations;
  const { state } = snapshot;
  const work = state.name === 'signed-in' ? state.work : undefined;
  const inCall = work?.name === 'in-call' ? work.call.callId : '';
  switch (sheet.name) {
    case 'none':
      return null;
    case 'settings':
      return (
        <SettingsDialog
          snapshot={snapshot}
          shortcuts={shortcuts}
          onShortcuts={onShortcuts}
          onLanguage={speakFromNowOn}
          onPassword={onPassword}
          onClose={onClose}
        />
      );
    case 'password':
      return <PasswordDialog onClose={onClose} />;
    case 'begin':
      return <BeginDialog onClose={onClose} />;
    case 'filter':
      return <FilterDialog onClose={onClose} />;
    case 'keyboard':
      return <KeyboardSheet onClose={onClose} />;
    case 'macro':
      return <MacroDialog thread={sheet.thread} onClose={onClose} />;
    case 'transfer':
      return (
        <TransferDialog
          floor={floor}
          agentId={agentId}
          whose={<Whose thread={sheet.thread} callId={inCall} />}
          onTransfer={(to, note) => desk.transfer(sheet.thread, to, note)}
          onClose={onClose}
        />
      );
    case 'close':
      return (
        <CloseDialog
          whose={<Whose thread={sheet.thread} />}
          onEnd={(disposition) => sheet.thread.close(disposition)}
          onClose={onClose}
        />
      );
    case 'snooze':
      return (
        <SnoozeDialog
          whose={<Whose thread={sheet.thread} />}
          onSnooze={(untilMs) => sheet.thread.snooze(untilMs)}
          onClose={onClose}
        />
      );
  }
}
