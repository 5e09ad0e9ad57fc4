import type { TFunction } from 'i18next'
import { expect, it } from 'vitest'
import { actionInWords, triggerInWords } from './words'

const t = ((key: string, values?: Record<string, unknown>) =>
  values ? `${key}(${Object.values(values).join('|')})` : key) as unknown as TFunction<'inbox'>

it('says what sets a rule off', () => {
  const words = { all: [], any: ['price', 'cost'], none: ['free'], match: 'word' as const }

  expect(triggerInWords(t, { type: 'message_keyword', ...words })).toBe(
    'rule.trigger.message_keyword: “price” rule.words.or “cost” · rule.words.none(“free”)',
  )
  expect(triggerInWords(t, { type: 'first_message' })).toBe('rule.trigger.first_message')
})

it('says what a rule does, shortly', () => {
  expect(actionInWords(t, { type: 'public_reply', texts: ['a'.repeat(80)] })).toBe(
    `rule.action.public_reply: “${'a'.repeat(58)} …”`,
  )
  expect(actionInWords(t, { type: 'close' })).toBe('rule.action.close')
})
