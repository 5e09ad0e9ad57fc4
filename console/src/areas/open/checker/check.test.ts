import { expect, test, vi } from 'vitest'
import { check, Refused } from './check'

const WISH = { instagram_id: 'ana', password: 'secret', verification_code: null }
const RESULT = { followers_count: 2, following_count: 3, unfollowers: ['boris'] }

function answers(...bodies: [number, unknown][]) {
  const send = vi.fn()
  for (const [status, body] of bodies) send.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', send)
  return send
}

test('a small account is answered at once', async () => {
  answers([200, RESULT])
  expect((await check(WISH, () => undefined)).unfollowers).toEqual(['boris'])
})

test('a large account is followed until it is done', async () => {
  const send = answers(
    [202, { status_url: '/api/status/1' }],
    [200, { status: 'processing' }],
    [200, { status: 'completed', result: RESULT }],
  )
  const wait = vi.fn()
  expect(await check(WISH, wait, 1)).toEqual(RESULT)
  expect(wait).toHaveBeenCalledOnce()
  expect(send).toHaveBeenLastCalledWith('/api/status/1')
})

test('what is switched off says so', async () => {
  answers([403, { detail: 'Unofficial access is off.', message: 'unofficial-access-disabled' }])
  const refused = await check(WISH, () => undefined).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect((refused as Refused).isOff).toBe(true)
})

test('a failed job tells why', async () => {
  answers([202, { status_url: '/x' }], [200, { status: 'failed', error: 'Instagram showed 40 of 50' }])
  await expect(check(WISH, () => undefined, 1)).rejects.toThrow('Instagram showed 40 of 50')
})
