import type { Schema } from '~/api/client'

type Post = Schema<'PostRead'>
type Receipt = Schema<'Receipt'>

/** Words of a step: `step.<name>`. What the server may add later is shown under its own name. */
export type StepName =
  | 'drafted'
  | 'due'
  | 'claimed'
  | 'item'
  | 'container'
  | 'ready'
  | 'requested'
  | 'unclear'
  | 'published'
  | 'permalink'
  | 'commentRequested'
  | 'comment'
  | 'commentFailed'
  | 'failed'

/** `todo` steps have not happened yet; `now` is what is waited for. */
export type StepState = 'done' | 'now' | 'todo' | 'doubt' | 'fault'

export interface Step {
  key: string
  name: StepName | null
  /** What the server calls it, where there are no words of ours. */
  raw: string
  state: StepState
  at: string | null
  proof: [string, string][]
  /** Which try it belongs to, from 1; 0 before the first. */
  attempt: number
}

const NAMES: Record<string, StepName> = {
  claimed: 'claimed',
  'item container created': 'item',
  'container created': 'container',
  ready: 'ready',
  'publish requested': 'requested',
  'answer unclear': 'unclear',
  published: 'published',
  'permalink found': 'permalink',
  'first comment requested': 'commentRequested',
  'first comment': 'comment',
  'first comment failed': 'commentFailed',
  failed: 'failed',
}

const WAY: StepName[] = ['claimed', 'container', 'ready', 'requested', 'published']

/** What happened to a post, step by step with its proof, and what is still to come. */
export function timelineOf(post: Post, receipt: Receipt | undefined): Step[] {
  const steps: Step[] = [made('drafted', 'done', post.created_at)]
  const tries = receipt?.tries ?? []
  const waits = post.status === 'scheduled' || post.status === 'late'
  if (post.scheduled_time) {
    const due = made('due', waits ? 'now' : 'done', post.scheduled_time)
    steps.push(post.status === 'late' ? { ...due, state: 'fault' } : due)
  }
  tries.forEach((attempt, index) => {
    attempt.steps.forEach(({ step, at, proof }, place) => {
      const name = NAMES[step] ?? null
      steps.push({
        key: `${attempt.id} ${place}`,
        name,
        raw: step,
        state: stateOf(name),
        at,
        proof: flattened(proof),
        attempt: index + 1,
      })
    })
  })
  return [...steps, ...comingSteps(post, tries.at(-1))]
}

function comingSteps(post: Post, last: Receipt['tries'][number] | undefined): Step[] {
  if (post.status === 'failed' || post.status === 'draft') return []
  const open = last?.state === 'open' || last?.state === 'published' ? last : undefined
  const reached = new Set(open?.steps.map(({ step }) => NAMES[step]))
  const coming: StepName[] =
    post.status === 'published' ? [] : WAY.slice(WAY.findLastIndex((name) => reached.has(name)) + 1)
  if (post.first_comment && !reached.has('comment') && !reached.has('commentFailed')) coming.push('comment')
  return coming.map((name, index) => {
    const waiting = index === 0 && (post.status === 'publishing' || post.status === 'unconfirmed')
    return { ...made(name, waiting ? 'now' : 'todo', null), key: `coming ${name}` }
  })
}

function stateOf(name: StepName | null): StepState {
  if (name === 'unclear') return 'doubt'
  if (name === 'failed' || name === 'commentFailed') return 'fault'
  return 'done'
}

function made(name: StepName, state: StepState, at: string | null): Step {
  return { key: name, name, raw: name, state, at, proof: [], attempt: 0 }
}

/** Nested proof as lines: `preflight quota used` → `1`. */
export function flattened(proof: Record<string, unknown>, above = ''): [string, string][] {
  return Object.entries(proof).flatMap(([key, value]): [string, string][] => {
    const name = `${above}${key.replaceAll('_', ' ')}`
    if (value === null || value === undefined) return []
    if (typeof value === 'object' && !Array.isArray(value))
      return flattened(value as Record<string, unknown>, `${name}: `)
    return [[name, Array.isArray(value) ? value.map(String).join(', ') : String(value)]]
  })
}
