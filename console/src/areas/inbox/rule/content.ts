import type { Action, Conditions, Hours, Rule, RuleContent, Trigger } from '../shared/shapes'

export const NO_CONDITIONS: Conditions = {
  has_labels: [],
  lacks_labels: [],
  statuses: [],
}

const WEEKDAY = [{ from: '09:00', to: '17:00' }]

export function officeHours(): Hours {
  return {
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    monday: WEEKDAY,
    tuesday: WEEKDAY,
    wednesday: WEEKDAY,
    thursday: WEEKDAY,
    friday: WEEKDAY,
    saturday: [],
    sunday: [],
    holidays: [],
  }
}

export const EMPTY_RULE: RuleContent = {
  name: '',
  trigger: { type: 'message_keyword', all: [], any: [], none: [], match: 'word' },
  conditions: NO_CONDITIONS,
  actions: [{ type: 'send_text', texts: [''], quick_replies: [] }],
  is_final: true,
  cooldown_seconds: null,
  daily_cap: null,
}

/** What of a saved rule can be changed. */
export function contentOf(rule: Rule): RuleContent {
  const { name, trigger, conditions, actions, is_final, cooldown_seconds, daily_cap } = rule
  return { name, trigger, conditions, actions, is_final, cooldown_seconds, daily_cap }
}

/** A trigger of another kind, with the words of the one before where it has words, too. */
export function triggerOf(type: Trigger['type'], before: Trigger): Trigger {
  const { all = [], any = [], none = [], match = 'word' } = 'any' in before ? before : {}
  const words = { all, any, none, match }
  switch (type) {
    case 'message_keyword':
    case 'story_reply':
      return { type, ...words }
    case 'comment_keyword':
      return { type, ...words, media_ids: [], with_replies: false }
    case 'postback':
      return { type, payloads: [] }
    case 'referral':
      return { type, refs: [] }
    case 'outside_hours':
      return { type, hours: officeHours() }
    default:
      return { type }
  }
}

export function actionOf(type: Action['type']): Action {
  switch (type) {
    case 'send_text':
      return { type, texts: [''], quick_replies: [] }
    case 'private_reply':
    case 'public_reply':
      return { type, texts: [''] }
    case 'send_media':
      return { type, media_id: '' }
    case 'add_label':
    case 'remove_label':
      return { type, label: '' }
    case 'assign':
      return { type, user_id: '' }
    case 'snooze':
      return { type, hours: 24 }
    case 'webhook':
      return { type, url: 'https://' }
    case 'ai_suggestion':
      return { type, instructions: '', last_messages: 10 }
    case 'ai_reply':
      return { type, instructions: '', last_messages: 10, closing: '', reply_as: 'private_reply' }
    case 'close':
      return { type }
  }
}

const ONLY_MESSAGES: Action['type'][] = ['send_text', 'send_media']
const ONLY_COMMENTS: Action['type'][] = ['public_reply', 'private_reply']
export const ACTION_TYPES: Action['type'][] = [
  'send_text',
  'send_media',
  'public_reply',
  'private_reply',
  'add_label',
  'remove_label',
  'assign',
  'close',
  'snooze',
  'webhook',
  'ai_suggestion',
  'ai_reply',
]

/** What a rule with this trigger can do. */
export function actionsFor(trigger: Trigger): Action['type'][] {
  const unfit = trigger.type === 'comment_keyword' ? ONLY_MESSAGES : ONLY_COMMENTS
  return ACTION_TYPES.filter((type) => !unfit.includes(type))
}

/** Actions that a changed trigger no longer allows become their like for the other side. */
export function fitted(actions: Action[], trigger: Trigger): Action[] {
  const possible = actionsFor(trigger)
  return actions.map((action) => {
    if (possible.includes(action.type)) return action
    const texts = 'texts' in action ? action.texts : ['']
    return trigger.type === 'comment_keyword'
      ? { type: 'public_reply', texts }
      : { type: 'send_text', texts, quick_replies: [] }
  })
}
