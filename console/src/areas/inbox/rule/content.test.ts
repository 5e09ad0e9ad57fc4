import { describe, expect, it } from 'vitest'
import { actionOf, actionsFor, fitted, triggerOf } from './content'

const WORDS = { type: 'message_keyword' as const, all: [], any: ['price'], none: [], match: 'word' as const }

describe('a rule in the editor', () => {
  it('keeps its words when its trigger turns into another with words', () => {
    expect(triggerOf('comment_keyword', WORDS)).toMatchObject({
      type: 'comment_keyword',
      any: ['price'],
      media_ids: [],
    })
    expect(triggerOf('first_message', WORDS)).toEqual({ type: 'first_message' })
  })

  it('offers comments no messages, and messages no replies below', () => {
    expect(actionsFor(triggerOf('comment_keyword', WORDS))).not.toContain('send_text')
    expect(actionsFor(WORDS)).not.toContain('public_reply')
  })

  it('says the same in the other way when the trigger changes sides', () => {
    const actions = [{ ...actionOf('send_text'), texts: ['4.20'] } as const, actionOf('close')]

    expect(fitted([...actions] as never, triggerOf('comment_keyword', WORDS))).toEqual([
      { type: 'public_reply', texts: ['4.20'] },
      { type: 'close' },
    ])
  })
})
