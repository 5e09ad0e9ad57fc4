import {
  Autocomplete,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { Action } from '../shared/shapes'
import { useTeam } from '../shared/team'
import { MediaField } from './MediaField'
import { QuickReplies } from './QuickReplies'
import { Wordings } from './Wordings'

interface ActionFieldProps {
  action: Action
  isOfComments: boolean
  onChange: (action: Action) => void
}

/** What one action needs to know. */
export function ActionField({ action, isOfComments, onChange }: ActionFieldProps) {
  const { t } = useTranslation('inbox')
  switch (action.type) {
    case 'send_text':
      return (
        <Stack gap="xs">
          <Wordings texts={action.texts} isPublic={false} onChange={(texts) => onChange({ ...action, texts })} />
          <QuickReplies
            replies={action.quick_replies ?? []}
            onChange={(quick_replies) => onChange({ ...action, quick_replies })}
          />
        </Stack>
      )
    case 'private_reply':
    case 'public_reply':
      return (
        <Wordings
          texts={action.texts}
          isPublic={action.type === 'public_reply'}
          onChange={(texts) => onChange({ ...action, texts })}
        />
      )
    case 'send_media':
      return <MediaField mediaId={action.media_id} onChange={(media_id) => onChange({ ...action, media_id })} />
    case 'add_label':
    case 'remove_label':
      return <LabelField label={action.label} onChange={(label) => onChange({ ...action, label })} />
    case 'assign':
      return <AssignField userId={action.user_id} onChange={(user_id) => onChange({ ...action, user_id })} />
    case 'snooze':
      return (
        <NumberInput
          label={t('rule.hours')}
          min={0.5}
          max={2160}
          maw={160}
          value={action.hours}
          onChange={(hours) => onChange({ ...action, hours: Number(hours) || 1 })}
        />
      )
    case 'webhook':
      return (
        <TextInput
          label={t('rule.url')}
          description={t('rule.urlHint')}
          value={action.url}
          onChange={(event) => onChange({ ...action, url: event.currentTarget.value })}
        />
      )
    case 'ai_suggestion':
    case 'ai_reply':
      return <ModelFields action={action} isOfComments={isOfComments} onChange={onChange} />
    case 'close':
      return (
        <Text size="sm" c="dimmed">
          {t('rule.closeHint')}
        </Text>
      )
  }
}

function LabelField({ label, onChange }: { label: string; onChange: (label: string) => void }) {
  const { t } = useTranslation('inbox')
  const labels = query.useQuery('get', '/api/v1/inbox/labels', {}).data ?? []
  return (
    <Autocomplete
      aria-label={t('label.one')}
      placeholder={t('label.one')}
      maw={280}
      data={labels.map((one) => one.name)}
      value={label}
      onChange={onChange}
    />
  )
}

function AssignField({ userId, onChange }: { userId: string; onChange: (userId: string) => void }) {
  const { t } = useTranslation('inbox')
  const { team } = useTeam()
  return (
    <Select
      aria-label={t('rule.member')}
      placeholder={t('rule.member')}
      maw={280}
      data={team.map((one) => ({ value: one.id, label: one.name }))}
      value={userId || null}
      onChange={(value) => onChange(value ?? '')}
    />
  )
}

type Written = Extract<Action, { instructions: string }>

interface ModelFieldsProps {
  action: Written
  isOfComments: boolean
  onChange: (action: Action) => void
}

function ModelFields({ action, isOfComments, onChange }: ModelFieldsProps) {
  const { t } = useTranslation('inbox')
  return (
    <Stack gap="xs">
      <Textarea
        label={t('rule.instructions')}
        description={t('rule.instructionsHint')}
        autosize
        minRows={3}
        maxLength={4000}
        value={action.instructions}
        onChange={(event) => onChange({ ...action, instructions: event.currentTarget.value })}
      />
      <Group gap="sm" align="flex-end">
        <NumberInput
          label={t('rule.lastMessages')}
          min={1}
          max={50}
          maw={200}
          value={action.last_messages ?? 10}
          onChange={(value) => onChange({ ...action, last_messages: Number(value) || 10 })}
        />
        {action.type === 'ai_reply' && (
          <TextInput
            label={t('rule.closing')}
            placeholder={t('rule.closingExample')}
            flex="1 1 200px"
            maxLength={100}
            value={action.closing ?? ''}
            onChange={(event) => onChange({ ...action, closing: event.currentTarget.value })}
          />
        )}
      </Group>
      {action.type === 'ai_reply' && isOfComments && (
        <SegmentedControl
          size="xs"
          aria-label={t('comments.way')}
          value={action.reply_as ?? 'private_reply'}
          onChange={(value) =>
            onChange({ ...action, reply_as: value === 'public_reply' ? 'public_reply' : 'private_reply' })
          }
          data={[
            { value: 'private_reply', label: t('comments.inPrivate') },
            { value: 'public_reply', label: t('comments.inPublic') },
          ]}
        />
      )}
    </Stack>
  )
}
