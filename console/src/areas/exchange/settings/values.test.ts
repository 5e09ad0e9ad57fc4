import { expect, test } from 'vitest'
import type { Community } from '../shared/types'
import { changesOf, valuesOf } from './values'

// biome-ignore-start lint/suspicious/noThenProperty: the API's name
const community = {
  name: 'Bakers',
  slug: 'bakers',
  timezone: 'Asia/Seoul',
  visibility: 'masked',
  chat_link: null,
  qr_code_url: null,
  requests_per_week: 3,
  verify_weekday: 0,
  verify_hour: 13,
  min_comment_length: 0,
  accepts_emoji_only: true,
  rules: [{ when: 'no_uploads', then: 'warn' }],
  summary_emails: [],
  summary_webhook_url: null,
  comments_enabled: false,
  comments_every_hours: 24,
  posts_per_consumer: 5,
  max_comment_length: 50,
  blocked_words: [],
} as unknown as Community

test('only what changed is sent', () => {
  const before = valuesOf(community)
  expect(changesOf(before, before)).toEqual({})
  expect(changesOf({ ...before, verify_weekday: 'never', chat_link: 'https://open.kakao.com/o/x' }, before)).toEqual({
    verify_weekday: null,
    chat_link: 'https://open.kakao.com/o/x',
  })
})

test('what a rule leaves open is one', () => {
  expect(valuesOf(community).rules).toEqual([{ when: 'no_uploads', then: 'warn', at_least: 1, weeks: 1 }])
})
// biome-ignore-end lint/suspicious/noThenProperty: the API's name
