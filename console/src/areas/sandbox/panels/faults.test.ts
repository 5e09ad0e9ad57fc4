import { expect, it } from 'vitest'
import type { SandboxFault } from '../data/types'
import { inForce, KNOWN_FAULTS } from './faults'

const fault = (change: Partial<SandboxFault>): SandboxFault => ({
  id: '7',
  match: { op: 'media.publish' },
  action: { status: 503, drop: false, hold: false },
  after: false,
  times: null,
  hits: 0,
  held: 0,
  spent: false,
  ...change,
})
const known = (key: string) => {
  const found = KNOWN_FAULTS.find((one) => one.key === key)
  if (!found) throw new Error(key)
  return found
}

it('knows its own orders again, with the defaults that the sandbox adds', () => {
  expect(inForce(known('publishDown'), [fault({})])?.id).toBe('7')
  const lost = fault({
    match: { op: 'message.send' },
    after: true,
    action: { error: { code: 1, subcode: 1357046, status: null } },
  })
  expect(inForce(known('messageLost'), [lost])?.id).toBe('7')
})

it('tells orders apart and leaves out those that are used up', () => {
  expect(inForce(known('lostAnswer'), [fault({})])).toBeUndefined()
  expect(inForce(known('publishDown'), [fault({ spent: true })])).toBeUndefined()
})
