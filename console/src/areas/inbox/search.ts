/** What stands in the addresses of this area, read with suspicion: anybody can write an address. */
type Found = Record<string, unknown>

export const VIEWS = [
  'open',
  'mine',
  'unassigned',
  'unread',
  'closing',
  'failed',
  'waiting',
  'snoozed',
  'closed',
  'all',
  'away',
] as const
export type View = (typeof VIEWS)[number]

export interface InboxSearch {
  view?: View
  account?: string
  label?: string
  q?: string
  /** The conversation that is open. */
  c?: string
  /** The person's card is open where there is no room for it beside the thread. */
  person?: boolean
}

export const COMMENT_VIEWS = ['all', 'unread', 'unanswered', 'mentions', 'live'] as const
export type CommentView = (typeof COMMENT_VIEWS)[number]

export interface CommentSearch {
  view?: CommentView
  account?: string
  media?: string
  q?: string
  c?: string
}

export interface RuleSearch {
  account?: string
  template?: string
}

export interface LogSearch {
  account?: string
  rule?: string
  outcome?: string
}

export interface EventSearch {
  account?: string
  status?: string
  event?: string
}

function text(found: Found, name: string): string | undefined {
  const value = found[name]
  // The router reads a search such as q=1182 as a number.
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined
}

function oneOf<T extends string>(value: string | undefined, known: readonly T[]): T | undefined {
  return known.find((name) => name === value)
}

/** Without what is absent, so that addresses stay short. */
function present<T extends object>(found: T): T {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as T
}

export function readInboxSearch(found: Found): InboxSearch {
  return present({
    view: oneOf(text(found, 'view'), VIEWS),
    account: text(found, 'account'),
    label: text(found, 'label'),
    q: text(found, 'q'),
    c: text(found, 'c'),
    person: found.person === true ? true : undefined,
  })
}

export function readCommentSearch(found: Found): CommentSearch {
  return present({
    view: oneOf(text(found, 'view'), COMMENT_VIEWS),
    account: text(found, 'account'),
    media: text(found, 'media'),
    q: text(found, 'q'),
    c: text(found, 'c'),
  })
}

export function readRuleSearch(found: Found): RuleSearch {
  return present({ account: text(found, 'account'), template: text(found, 'template') })
}

export function readLogSearch(found: Found): LogSearch {
  return present({ account: text(found, 'account'), rule: text(found, 'rule'), outcome: text(found, 'outcome') })
}

export function readEventSearch(found: Found): EventSearch {
  return present({ account: text(found, 'account'), status: text(found, 'status'), event: text(found, 'event') })
}
