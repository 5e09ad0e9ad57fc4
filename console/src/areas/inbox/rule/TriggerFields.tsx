import { MultiSelect, SegmentedControl, Select, Stack, Switch, TagsInput } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePosts } from '../comments/usePosts'
import type { RuleContent, Trigger } from '../shared/shapes'
import { fitted, triggerOf } from './content'
import { HoursFields } from './HoursFields'
import { StepTitle } from './StepTitle'

const TYPES: Trigger['type'][] = [
  'message_keyword',
  'first_message',
  'any_message',
  'comment_keyword',
  'story_reply',
  'story_mention',
  'postback',
  'referral',
  'outside_hours',
]

interface TriggerFieldsProps {
  rule: RuleContent
  onChange: (more: Partial<RuleContent>) => void
}

/** When: what sets the rule off. */
export function TriggerFields({ rule, onChange }: TriggerFieldsProps) {
  const { t } = useTranslation('inbox')
  const { trigger } = rule
  const turn = (type: Trigger['type']) => {
    const next = triggerOf(type, trigger)
    onChange({ trigger: next, actions: fitted(rule.actions, next) })
  }
  return (
    <>
      <StepTitle icon={IconBolt} title={t('rule.when')} />
      <Stack gap="sm">
        <Select
          aria-label={t('rule.when')}
          data={TYPES.map((type) => ({ value: type, label: t(`rule.trigger.${type}`) }))}
          value={trigger.type}
          allowDeselect={false}
          onChange={(value) => turn(TYPES.find((type) => type === value) ?? trigger.type)}
        />
        {'any' in trigger && <WordFields trigger={trigger} onChange={(next) => onChange({ trigger: next })} />}
        {trigger.type === 'comment_keyword' && (
          <CommentFields trigger={trigger} onChange={(next) => onChange({ trigger: next })} />
        )}
        {trigger.type === 'postback' && (
          <TagsInput
            label={t('rule.payloads')}
            description={t('rule.noneAny')}
            value={trigger.payloads ?? []}
            onChange={(payloads) => onChange({ trigger: { ...trigger, payloads } })}
          />
        )}
        {trigger.type === 'referral' && (
          <TagsInput
            label={t('rule.refs')}
            description={t('rule.noneAny')}
            value={trigger.refs ?? []}
            onChange={(refs) => onChange({ trigger: { ...trigger, refs } })}
          />
        )}
        {trigger.type === 'outside_hours' && (
          <HoursFields hours={trigger.hours} onChange={(hours) => onChange({ trigger: { ...trigger, hours } })} />
        )}
      </Stack>
    </>
  )
}

type Wordy = Extract<Trigger, { match?: unknown }>

function WordFields({ trigger, onChange }: { trigger: Wordy; onChange: (trigger: Wordy) => void }) {
  const { t } = useTranslation('inbox')
  const set = (more: Partial<Pick<Wordy, 'all' | 'any' | 'none' | 'match'>>) => onChange({ ...trigger, ...more })
  return (
    <>
      <TagsInput
        label={t('rule.any')}
        description={t('rule.wordsHint')}
        placeholder={t('rule.addWord')}
        value={trigger.any ?? []}
        onChange={(any) => set({ any })}
        acceptValueOnBlur
      />
      <TagsInput label={t('rule.allOf')} value={trigger.all ?? []} onChange={(all) => set({ all })} acceptValueOnBlur />
      <TagsInput
        label={t('rule.noneOf')}
        value={trigger.none ?? []}
        onChange={(none) => set({ none })}
        acceptValueOnBlur
      />
      <SegmentedControl
        size="xs"
        aria-label={t('rule.match')}
        value={trigger.match ?? 'word'}
        onChange={(value) => set({ match: value === 'part' ? 'part' : 'word' })}
        data={[
          { value: 'word', label: t('rule.matchWord') },
          { value: 'part', label: t('rule.matchPart') },
        ]}
      />
    </>
  )
}

type OfComments = Extract<Trigger, { type: 'comment_keyword' }>

function CommentFields({ trigger, onChange }: { trigger: OfComments; onChange: (trigger: OfComments) => void }) {
  const { t } = useTranslation('inbox')
  const posts = usePosts()
  const chosen = trigger.media_ids ?? []
  const known = [...posts].map(([id, post]) => ({ value: id, label: post.caption.slice(0, 60) || id }))
  const others = chosen.filter((id) => !posts.has(id)).map((id) => ({ value: id, label: id }))
  return (
    <>
      <MultiSelect
        label={t('rule.media')}
        description={t('rule.mediaHint')}
        data={[...known, ...others]}
        value={chosen}
        onChange={(media_ids) => onChange({ ...trigger, media_ids })}
        searchable
        clearable
      />
      <Switch
        label={t('rule.withReplies')}
        checked={trigger.with_replies ?? false}
        onChange={(event) => onChange({ ...trigger, with_replies: event.currentTarget.checked })}
      />
    </>
  )
}
