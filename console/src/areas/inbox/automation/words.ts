import type { TFunction } from 'i18next'
import type { Action, Trigger } from '../shared/shapes'

type Words = TFunction<'inbox'>

/** The trigger as a sentence: "Somebody writes “price” or “cost”". */
export function triggerInWords(t: Words, trigger: Trigger): string {
  const base = t(`rule.trigger.${trigger.type}`)
  const words = 'any' in trigger ? keywordsInWords(t, trigger) : ''
  const keys = 'payloads' in trigger ? trigger.payloads : 'refs' in trigger ? trigger.refs : []
  const what = words || quoted(t, keys ?? [])
  return what ? `${base}: ${what}` : base
}

function keywordsInWords(t: Words, trigger: { all?: string[]; any?: string[]; none?: string[] }): string {
  const { all = [], any = [], none = [] } = trigger
  return [
    all.length > 0 ? t('rule.words.all', { words: all.map(quote).join(', '), count: all.length }) : '',
    quoted(t, any),
    none.length > 0 ? t('rule.words.none', { words: none.map(quote).join(', ') }) : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function quoted(t: Words, words: string[]): string {
  if (words.length === 0) return ''
  const shown = words
    .slice(0, 4)
    .map(quote)
    .join(` ${t('rule.words.or')} `)
  return words.length > 4 ? t('rule.words.more', { words: shown, count: words.length - 4 }) : shown
}

function quote(word: string): string {
  return `“${word}”`
}

/** An action in a few words: "Send “We open at six …”". */
export function actionInWords(t: Words, action: Action): string {
  const base = t(`rule.action.${action.type}`)
  if ('texts' in action) return `${base}: ${quote(short(action.texts[0] ?? ''))}`
  if ('label' in action) return `${base}: ${action.label}`
  if ('hours' in action) return `${base}: ${t('left.hours', { count: action.hours })}`
  if ('url' in action) return `${base}: ${short(action.url)}`
  return base
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 58).trimEnd()} …` : text
}
