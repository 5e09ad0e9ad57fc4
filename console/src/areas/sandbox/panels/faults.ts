import type { SandboxFault } from '../data/types'

/** Something that goes wrong at Instagram, in the sandbox's terms; its words are `faults.<key>` and `faults.<key>Text`. */
export interface KnownFault {
  key: string
  part: 'publishing' | 'messages' | 'events' | 'ai'
  order: { match: { op: string }; action: Record<string, unknown>; after?: boolean; times: number | null }
}

export const KNOWN_FAULTS: KnownFault[] = [
  {
    key: 'lostAnswer',
    part: 'publishing',
    order: { match: { op: 'media.publish' }, action: { drop: true }, after: true, times: 1 },
  },
  {
    key: 'publishDown',
    part: 'publishing',
    order: { match: { op: 'media.publish' }, action: { status: 503 }, times: null },
  },
  { key: 'slow', part: 'publishing', order: { match: { op: 'media.*' }, action: { delay: 4 }, times: null } },
  {
    key: 'tooMany',
    part: 'publishing',
    order: { match: { op: 'media.create' }, action: { rate_limited: true }, times: null },
  },
  {
    key: 'messageLost',
    part: 'messages',
    order: {
      match: { op: 'message.send' },
      action: { error: { code: 1, subcode: 1357046 } },
      after: true,
      times: 1,
    },
  },
  {
    key: 'messageDown',
    part: 'messages',
    order: { match: { op: 'message.send' }, action: { status: 503 }, times: null },
  },
  {
    key: 'twice',
    part: 'events',
    order: { match: { op: 'webhook.*' }, action: { webhook: 'duplicate' }, times: null },
  },
  { key: 'late', part: 'events', order: { match: { op: 'webhook.*' }, action: { webhook: 'late' }, times: null } },
  {
    key: 'forged',
    part: 'events',
    order: { match: { op: 'webhook.*' }, action: { webhook: 'wrong_signature' }, times: null },
  },
  { key: 'aiDown', part: 'ai', order: { match: { op: 'ai.*' }, action: { status: 500 }, times: null } },
]

export const PARTS = ['publishing', 'messages', 'events', 'ai'] as const

/** The order of this kind that is in force, if there is one. */
export function inForce(known: KnownFault, faults: SandboxFault[]): SandboxFault | undefined {
  return faults.find(
    (fault) =>
      !fault.spent &&
      fault.match.op === known.order.match.op &&
      fault.after === (known.order.after ?? false) &&
      Object.entries(known.order.action).every(([name, value]) => alike(fault.action[name], value)),
  )
}

/** Whether `shown` says everything that `asked` says; the sandbox adds its defaults. */
function alike(shown: unknown, asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return shown === asked
  if (typeof shown !== 'object' || shown === null) return false
  return Object.entries(asked).every(([name, value]) => alike((shown as Record<string, unknown>)[name], value))
}
